// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/prometheus_grammar.hpp"

#include "support/grammar.hpp"

#include <cctype>
#include <cmath>
#include <limits>
#include <regex>
#include <set>

namespace mpm::test {
namespace {

/// Reads one line from left to right.
class Line {
public:
    explicit Line(std::string_view text) : text_(text) {}

    [[noreturn]] void fail(const std::string& what) const
    {
        throw GrammarError(what + " at \"" + std::string(rest().substr(0, 40)) + "\" in the line \"" +
                           std::string(text_) + "\"");
    }

    std::string_view rest() const { return text_.substr(at_); }

    bool take(std::string_view words)
    {
        if (!rest().starts_with(words)) {
            return false;
        }
        at_ += words.size();
        return true;
    }

    void want(std::string_view words)
    {
        if (!take(words)) {
            fail("no '" + std::string(words) + "'");
        }
    }

    /// A name; those of metrics may hold colons.
    std::string name(std::string_view besides)
    {
        const auto from = at_;
        const auto isPart = [&](unsigned char c) {
            return c < 0x80 &&
                   (std::isalpha(c) != 0 || c == '_' || besides.find(static_cast<char>(c)) != besides.npos ||
                    (at_ > from && std::isdigit(c) != 0));
        };
        while (!rest().empty() && isPart(static_cast<unsigned char>(rest().front()))) {
            ++at_;
        }
        const std::string result(text_.substr(from, at_ - from));
        if (result.empty() || result.starts_with("__")) {
            fail("no name of one's own");
        }
        return result;
    }

    /// Up to the end, or to an unescaped `end`. An escape is one of the characters in `escapes`, or n.
    std::string escapedText(std::string_view escapes, char end)
    {
        std::string result;
        for (; !rest().empty() && rest().front() != end; ++at_) {
            if (rest().front() != '\\') {
                result += rest().front();
                continue;
            }
            ++at_;
            if (rest().empty() || (rest().front() != 'n' && escapes.find(rest().front()) == std::string_view::npos)) {
                fail("an escape that there is not");
            }
            result += rest().front() == 'n' ? '\n' : rest().front();
        }
        return result;
    }

    double number()
    {
        static const std::regex form("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
        const std::string text(rest());
        if (text == "NaN") {
            return std::nan("");
        }
        if (text == "+Inf" || text == "-Inf") {
            return (text[0] == '-' ? -1 : 1) * std::numeric_limits<double>::infinity();
        }
        if (!std::regex_match(text, form)) {
            fail("no number, or more than a number");
        }
        return std::stod(text);
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

/// Reads an exposition line by line.
class Reader {
public:
    void read(std::string_view text)
    {
        Line line(text);
        if (line.take("# HELP ")) {
            const auto name = enter(line);
            if (!helped_.insert(name).second) {
                line.fail("a second HELP of " + name);
            }
            line.want(" ");
            if (line.escapedText("\\", '\n').empty()) {
                line.fail("a HELP that says nothing");
            }
        } else if (line.take("# TYPE ")) {
            const auto name = enter(line);
            line.want(" ");
            static const std::set<std::string_view> known{"counter", "gauge", "histogram", "summary", "untyped"};
            if (known.count(line.rest()) == 0 || sampled_ || !output_.types.emplace(name, line.rest()).second) {
                line.fail("no type, a second one, or one that comes too late");
            }
        } else {
            readSample(line);
        }
    }

    PrometheusOutput output() && { return std::move(output_); }

private:
    /// The metric that this line is about; its lines stand together.
    std::string enter(Line& line)
    {
        const auto name = line.name(":");
        if (name != current_) {
            if (!seen_.insert(name).second) {
                line.fail("the lines of " + name + " do not stand together");
            }
            current_ = name;
            sampled_ = false;
        }
        return name;
    }

    void readSample(Line& line)
    {
        PrometheusSample sample;
        sample.name = enter(line);
        sampled_ = true;
        if (helped_.count(sample.name) == 0 || output_.types.count(sample.name) == 0) {
            line.fail("a sample without HELP or TYPE before it");
        }
        if (line.take("{")) {
            do {
                const auto label = line.name("");
                line.want("=\"");
                if (!sample.labels.emplace(label, line.escapedText("\\\"", '"')).second) {
                    line.fail("the label " + label + " comes twice");
                }
                line.want("\"");
            } while (line.take(","));
            line.want("}");
        }
        line.want(" ");
        sample.value = line.number();
        if (!series_.emplace(sample.name, sample.labels).second) {
            line.fail("a sample that was there before");
        }
        output_.samples.push_back(std::move(sample));
    }

    PrometheusOutput output_;
    std::string current_;
    bool sampled_ = false; ///< of the current metric, one has come
    std::set<std::string> seen_;
    std::set<std::string> helped_;
    std::set<std::pair<std::string, std::map<std::string, std::string>>> series_;
};

} // namespace

PrometheusOutput readAsPrometheus(std::string_view exposition)
{
    if (!isUtf8(exposition)) {
        throw GrammarError("the exposition is no UTF-8");
    }
    if (!exposition.ends_with('\n')) {
        throw GrammarError("the exposition does not end with a line feed");
    }
    Reader reader;
    while (!exposition.empty()) {
        const auto end = exposition.find('\n');
        reader.read(exposition.substr(0, end));
        exposition.remove_prefix(end + 1);
    }
    return std::move(reader).output();
}

} // namespace mpm::test
