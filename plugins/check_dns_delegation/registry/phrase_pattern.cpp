// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/phrase_pattern.hpp"

#include "check/ascii.hpp"
#include "check/phrase_text.hpp"

#include <algorithm>

namespace mpm {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t widestGap = 3;

bool isFit(std::string_view word, std::string_view wanted)
{
    if (wanted.ends_with('-')) {
        return word.starts_with(wanted.substr(0, wanted.size() - 1));
    }
    return wanted.starts_with('-') ? word.ends_with(wanted.substr(1)) : word == wanted;
}

bool fitsAt(const Words& words, std::size_t at, std::string_view pattern)
{
    if (pattern.empty()) {
        return true;
    }
    const auto end = std::min(pattern.find(' '), pattern.size());
    const auto wanted = pattern.substr(0, end);
    const auto rest = pattern.substr(std::min(end + 1, pattern.size()));
    if (wanted == "$") {
        return at == words.size();
    }
    if (wanted == "^") {
        return at == 0 && fitsAt(words, at, rest);
    }
    if (wanted == "*") {
        for (std::size_t gap = 0; gap <= widestGap && at + gap <= words.size(); ++gap) {
            if (fitsAt(words, at + gap, rest)) {
                return true;
            }
        }
        return false;
    }
    return at < words.size() && isFit(words[at], wanted) && fitsAt(words, at + 1, rest);
}

} // namespace

std::vector<std::string> plainWords(std::string_view plain)
{
    Words words;
    std::string word;
    for (const char c : plain) {
        if (isAlphanumeric(c)) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

std::string_view firstPattern(const Words& words, std::string_view patterns)
{
    return firstItem(patterns, [&](std::string_view pattern) {
        for (std::size_t at = 0; !pattern.empty() && at < words.size(); ++at) {
            const bool hopeless = isAlphanumeric(pattern.front()) && words[at].front() != pattern.front();
            if (!hopeless && fitsAt(words, at, pattern)) {
                return true;
            }
        }
        return false;
    });
}

bool isOneOf(std::string_view word, std::string_view words)
{
    return !firstItem(words, [word](std::string_view one) { return isFit(word, one); }).empty();
}

bool fitsOneOf(const Words& words, std::string_view patterns)
{
    return !firstPattern(words, patterns).empty();
}

} // namespace mpm
