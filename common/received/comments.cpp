// SPDX-License-Identifier: GPL-3.0-or-later
#include "received/comments.hpp"

namespace mpm {
namespace {

/// Behind the comment or quoted string that begins here; the next place where neither does.
std::size_t next(std::string_view text, std::size_t at)
{
    return text[at] == '(' ? endOfComment(text, at) : text[at] == '"' ? endOfQuoted(text, at) : at + 1;
}

} // namespace

std::size_t endOfComment(std::string_view text, std::size_t at)
{
    std::size_t depth = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '(') {
            ++depth;
        } else if (text[at] == ')' && --depth == 0) {
            return at + 1;
        }
    }
    return text.size();
}

std::size_t endOfQuoted(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            return at + 1;
        }
    }
    return text.size();
}

std::string withoutComments(std::string_view body)
{
    std::string text;
    text.reserve(body.size());
    for (std::size_t at = 0; at < body.size();) {
        const auto end = next(body, at);
        if (body[at] == '(') {
            text += ' ';
        } else if (body[at] != ')') {
            text += body.substr(at, end - at);
        }
        at = end;
    }
    return text;
}

std::string unquoted(std::string_view text)
{
    if (!text.starts_with('"')) {
        return std::string(text);
    }
    std::string plain;
    for (std::size_t at = 1; at < text.size() && text[at] != '"'; ++at) {
        at += text[at] == '\\' && at + 1 < text.size() ? 1 : 0;
        plain += text[at];
    }
    return plain;
}

std::size_t findOutside(std::string_view text, char sign, std::size_t from)
{
    for (auto at = from; at < text.size(); at = next(text, at)) {
        if (text[at] == sign) {
            return at;
        }
    }
    return std::string_view::npos;
}

std::size_t findLastOutside(std::string_view text, char sign)
{
    auto last = std::string_view::npos;
    for (std::size_t at = 0; at < text.size(); at = next(text, at)) {
        last = text[at] == sign ? at : last;
    }
    return last;
}

} // namespace mpm
