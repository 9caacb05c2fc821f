// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/question.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {
namespace {

bool isRange(std::string_view words)
{
    return words.size() <= 9 && words.find_first_of("*?") != std::string_view::npos &&
           words.find_first_not_of("0123456789.*?xyzXYZ") == std::string_view::npos;
}

} // namespace

std::string plainQuestion(std::string_view given)
{
    auto words = trim(given);
    if (words.size() > 80 || words.find('\n') != std::string_view::npos) {
        return std::string(given);
    }
    for (const std::string_view front : {"after ", "at ", "in reply to ", "in response to ", "reply to "}) {
        words.remove_prefix(startsWithIgnoringCase(words, front) ? front.size() : 0);
    }
    if (isRange(words)) {
        std::string range(words);
        std::replace_if(
            range.begin(), range.end(), [](char c) { return c == '*' || c == '?'; }, 'x');
        return range.size() == 3 && range.ends_with(".x") ? range + ".x" : range; // "5.x" is subject 5
    }
    const bool isCommand = startsWithIgnoringCase(words, "rcpt to:") || startsWithIgnoringCase(words, "mail from:");
    const bool isAddressBehind = isCommand && words.ends_with('>') && words.find(' ', 10) == std::string_view::npos;
    words = isAddressBehind ? words.substr(0, words.find(':')) : words;
    while (words.size() > 1 && (words.ends_with('.') || words.ends_with(':') || words.ends_with('?'))) {
        words.remove_suffix(1);
    }
    if (words.size() > 8 && startsWithIgnoringCase(words.substr(words.size() - 8), " command")) {
        words.remove_suffix(8);
    }
    return equalIgnoringCase(words, "tls") ? "STARTTLS" : std::string(words);
}

} // namespace mpm
