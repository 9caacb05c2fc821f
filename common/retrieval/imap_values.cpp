// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_values.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "retrieval/imap_parser.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

/// How the tokeniser gives up.
struct NoValue {
    const char* reason;
};

/// Lists are kept on a stack of our own: how deep a peer nests them costs no stack of the process.
class ValueReader {
public:
    ValueReader(std::string_view text, std::vector<ImapLiteral> literals) : rest_(text), literals_(std::move(literals))
    {
    }

    std::vector<ImapValue> read()
    {
        open_.emplace_back();
        bool wantsBlank = false;
        while (!rest_.empty()) {
            if (rest_.front() == ')') {
                closeList();
                wantsBlank = true;
                continue;
            }
            if (wantsBlank && rest_.front() == ' ') {
                rest_.remove_prefix(1);
                if (rest_.empty()) {
                    break; // many servers end "* SEARCH " so
                }
            } else if (wantsBlank && rest_.front() != '(') { // "(a)(b)" stands in BODYSTRUCTURE
                throw NoValue{"there is no blank between two values"};
            }
            wantsBlank = readOne();
        }
        if (open_.size() != 1) {
            throw NoValue{"a parenthesis is not closed"};
        }
        return std::move(open_.front());
    }

private:
    /// False behind the opening of a list.
    bool readOne()
    {
        switch (rest_.front()) {
        case '(':
            rest_.remove_prefix(1);
            if (open_.size() > deepestImapList) {
                throw NoValue{"lists are nested too deep"};
            }
            open_.emplace_back();
            return false;
        case ')': throw NoValue{"a blank stands where a value was to come"};
        case '"': add(quoted()); return true;
        case '~':
        case '{':
            if (announcesLiteral()) {
                add(literal());
                return true;
            }
            [[fallthrough]];
        default: add(atom()); return true;
        }
    }

    void add(ImapValue value)
    {
        if (++count_ > mostImapValues) {
            throw NoValue{"there are too many values"};
        }
        open_.back().push_back(std::move(value));
    }

    void closeList()
    {
        if (open_.size() == 1) {
            throw NoValue{"a parenthesis closes what was not opened"};
        }
        rest_.remove_prefix(1);
        ImapValue list;
        list.kind = ImapValue::Kind::List;
        list.items = std::move(open_.back());
        open_.pop_back();
        add(std::move(list));
    }

    bool announcesLiteral() const
    {
        return !announcedLiteral(rest_.substr(0, rest_.find('\r'))).empty() && rest_.find("}\r\n") <= rest_.find(' ');
    }

    ImapValue literal()
    {
        if (next_ == literals_.size()) {
            throw NoValue{"a literal is missing"};
        }
        ImapValue value;
        value.kind = ImapValue::Kind::String;
        value.text = std::move(literals_[next_].octets);
        value.omitted = literals_[next_].omitted;
        ++next_;
        rest_.remove_prefix(rest_.find('\n') + 1);
        return value;
    }

    ImapValue quoted()
    {
        ImapValue value;
        value.kind = ImapValue::Kind::String;
        std::size_t at = 1;
        while (at < rest_.size() && rest_[at] != '"') {
            if (rest_[at] == '\\' && ++at == rest_.size()) {
                break;
            }
            value.text += rest_[at++];
        }
        if (at >= rest_.size() || value.text.find('\r') != std::string::npos) { // only behind a "{5}" there is one
            throw NoValue{"a quote is not closed"};
        }
        rest_.remove_prefix(at + 1);
        return value;
    }

    /// "BODY[HEADER.FIELDS (A B)]<0>" is one.
    ImapValue atom()
    {
        std::size_t at = 0;
        bool inBrackets = false;
        for (; at < rest_.size(); ++at) {
            const char c = rest_[at];
            if (c == '\r' || c == '{' || (!inBrackets && (c == ' ' || c == '(' || c == ')' || c == '"'))) {
                break;
            }
            inBrackets = c == '[' || (inBrackets && c != ']');
        }
        if (at == 0 || inBrackets || (at < rest_.size() && (rest_[at] == '\r' || rest_[at] == '{'))) {
            throw NoValue{at == 0 ? "a blank stands where a value was to come" : "a value does not end"};
        }
        ImapValue value;
        const auto text = rest_.substr(0, at);
        value.kind = equalIgnoringCase(text, "NIL") ? ImapValue::Kind::Nil : ImapValue::Kind::Atom;
        value.text = value.kind == ImapValue::Kind::Nil ? "" : text;
        rest_.remove_prefix(at);
        return value;
    }

    std::string_view rest_;
    std::vector<ImapLiteral> literals_;
    std::size_t next_ = 0;
    std::size_t count_ = 0;
    std::vector<std::vector<ImapValue>> open_;
};

} // namespace

bool ImapValue::isAtom(std::string_view name) const
{
    return kind == Kind::Atom && equalIgnoringCase(text, name);
}

std::optional<std::uint32_t> ImapValue::number() const
{
    return kind == Kind::Atom ? parseWhole<std::uint32_t>(text) : std::nullopt;
}

bool ImapResponse::isStatus() const
{
    return name == "OK" || name == "NO" || name == "BAD" || name == "BYE" || name == "PREAUTH";
}

std::string_view announcedLiteral(std::string_view line)
{
    if (!line.ends_with('}')) {
        return {};
    }
    const auto open = line.rfind('{');
    if (open == std::string_view::npos) {
        return {};
    }
    auto digits = line.substr(open + 1, line.size() - open - 2);
    if (digits.ends_with('+')) {
        digits.remove_suffix(1);
    }
    return std::all_of(digits.begin(), digits.end(), isDigit) ? digits : std::string_view();
}

std::variant<std::vector<ImapValue>, std::string> parseImapValues(std::string_view text,
                                                                  std::vector<ImapLiteral> literals)
{
    try {
        return ValueReader(text, std::move(literals)).read();
    } catch (const NoValue& none) {
        return std::string(none.reason);
    }
}

} // namespace mpm
