// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/grammar.hpp"

#include <algorithm>
#include <regex>
#include <set>

namespace mpm::test {
namespace {

const std::string number = "-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)";

/// Reads perfdata from left to right, octet by octet.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::vector<PerfItem> items()
    {
        std::vector<PerfItem> result;
        std::set<std::string> labels;
        skipBlanks();
        while (!rest().empty()) {
            result.push_back(item());
            if (!labels.insert(result.back().label).second) {
                fail("the label " + result.back().label + " comes twice");
            }
            if (!rest().empty() && rest().front() != ' ') {
                fail("no blank behind a metric");
            }
            skipBlanks();
        }
        return result;
    }

private:
    std::string_view rest() const { return text_.substr(at_); }

    void skipBlanks()
    {
        while (!rest().empty() && rest().front() == ' ') {
            ++at_;
        }
    }

    [[noreturn]] void fail(const std::string& what) const
    {
        throw GrammarError(what + " at \"" + std::string(rest().substr(0, 40)) + "\" in perfdata \"" +
                           std::string(text_) + "\"");
    }

    std::string label()
    {
        std::string result;
        if (!rest().starts_with('\'')) {
            const auto end = rest().find_first_of("= '");
            if (end == 0 || end == std::string_view::npos || rest()[end] != '=') {
                fail("no unquoted label before '='");
            }
            result = rest().substr(0, end);
            at_ += end;
            return result;
        }
        for (++at_;; ++at_) {
            if (rest().empty()) {
                fail("a quoted label without end");
            }
            if (rest().starts_with("''")) {
                ++at_;
            } else if (rest().front() == '\'') {
                ++at_;
                break;
            } else if (rest().front() == '=') {
                fail("'=' inside a label");
            }
            result += rest().front();
        }
        if (result.empty()) {
            fail("an empty label");
        }
        return result;
    }

    std::string field()
    {
        const auto end = std::min(rest().find_first_of("; "), rest().size());
        const std::string result(rest().substr(0, end));
        at_ += end;
        return result;
    }

    std::string nextField()
    {
        if (!rest().starts_with(';')) {
            return "";
        }
        ++at_;
        return field();
    }

    std::string range()
    {
        static const std::regex form("@?(?:(?:~|" + number + ")?:)?(?:" + number + ")?");
        const auto text = nextField();
        if (!std::regex_match(text, form) || text == "@" || text == ":") {
            fail("the limit " + text + " is no range");
        }
        return text;
    }

    std::optional<double> bound()
    {
        static const std::regex form(number);
        const auto text = nextField();
        if (text.empty()) {
            return std::nullopt;
        }
        if (!std::regex_match(text, form)) {
            fail("the bound " + text + " is no number");
        }
        return std::stod(text);
    }

    PerfItem item()
    {
        static const std::regex form("(" + number + ")(s|us|ms|%|B|KB|MB|GB|TB|c|)");
        PerfItem result;
        result.label = label();
        if (!rest().starts_with('=')) {
            fail("no '=' behind a label");
        }
        ++at_;
        const auto value = field();
        std::smatch parts;
        if (value != "U" && !std::regex_match(value, parts, form)) {
            fail("the value " + value + " is no number with a unit of the guidelines");
        }
        if (value != "U") {
            result.value = std::stod(parts[1]);
            result.unit = parts[2];
        }
        result.warning = range();
        result.critical = range();
        result.min = bound();
        result.max = bound();
        return result;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

PluginOutput readAsGuidelines(std::string_view output)
{
    if (!output.ends_with('\n')) {
        throw GrammarError("the output does not end with a line end");
    }
    const std::string firstLine(output.substr(0, output.find('\n')));
    const auto bar = output.find('|');
    if (bar != std::string_view::npos && bar > firstLine.size()) {
        throw GrammarError("a '|' below line 1: " + std::string(output));
    }
    if (bar != std::string_view::npos && output.find('|', bar + 1) != std::string_view::npos) {
        throw GrammarError("a second '|': " + std::string(output));
    }
    static const std::regex form("[A-Z][A-Z0-9 ]* (OK|WARNING|CRITICAL|UNKNOWN) - [^|]*[^| ](?: \\| .*)?");
    std::smatch parts;
    if (!std::regex_match(firstLine, parts, form)) {
        throw GrammarError("line 1 is not \"SERVICE STATUS - text | perfdata\": " + firstLine);
    }
    PluginOutput result;
    result.status = parts[1];
    result.text = firstLine.substr(0, bar);
    result.text += output.substr(firstLine.size());
    if (bar != std::string_view::npos) {
        result.metrics = Reader(std::string_view(firstLine).substr(bar + 1)).items();
    }
    return result;
}

} // namespace mpm::test
