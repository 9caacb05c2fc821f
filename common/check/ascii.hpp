// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Text in ASCII whatever the locale: protocol keywords, host names and options never change
/// with LANG.
namespace mpm {

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isLowercase(char c)
{
    return c >= 'a' && c <= 'z';
}

constexpr bool isLetter(char c)
{
    return isLowercase(c) || (c >= 'A' && c <= 'Z');
}

constexpr bool isAlphanumeric(char c)
{
    return isDigit(c) || isLetter(c);
}

constexpr char toLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char toUpper(char c)
{
    return isLowercase(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Whether there are only letters, digits and these signs; so it is with an empty text.
bool isAlphanumeric(std::string_view text, std::string_view orOneOf = "");

/// Whether no octet is above 127.
bool isAscii(std::string_view text);

/// Copies with A-Z turned into a-z (or back); octets above 127 stay as they are.
std::string toLower(std::string_view text);
std::string toUpper(std::string_view text);

bool equalIgnoringCase(std::string_view a, std::string_view b);
bool startsWithIgnoringCase(std::string_view text, std::string_view prefix);

/// Without blanks and tabs at both ends.
std::string_view trim(std::string_view text);

/// The parts between separators, trimmed; "" gives no part, "a,,b" gives an empty one.
std::vector<std::string> split(std::string_view text, char separator);

/// The parts of an option's list between commas, trimmed; "" is one empty part, so that it can be told as such.
std::vector<std::string> splitList(std::string_view list);

/// The words between blanks of every kind, line ends among them; none of them is empty.
std::vector<std::string> splitWords(std::string_view text);

/// The lines without their ends, LF or CRLF; behind the last end there is no further one.
std::vector<std::string> splitLines(std::string_view text);

/// The parts with `separator` between them.
std::string join(const std::vector<std::string>& parts, std::string_view separator);

} // namespace mpm
