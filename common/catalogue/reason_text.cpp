// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/reason_text.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <cstdint>

namespace mpm::catalogue {
namespace {

constexpr std::string_view gap = " .. ";
constexpr std::size_t widestGap = 60;
constexpr std::size_t longestText = 8000;

bool isOfName(char c)
{
    return isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
}

bool isOfAddress(char c)
{
    return isOfName(c) || std::string_view("@+=%&/!#$*{}~^").find(c) != std::string_view::npos;
}

/// "mail.example.com", "example.com"; neither "5.7.1" nor "tlsv1.0" nor "rejected.Please".
bool isHostName(std::string_view word)
{
    while (word.ends_with('.')) {
        word.remove_suffix(1);
    }
    const auto last = word.rfind('.');
    if (last == std::string_view::npos || last == 0) {
        return false;
    }
    const auto top = word.substr(last + 1);
    const bool letters = top.size() >= 2 && std::all_of(top.begin(), top.end(), [](char c) { return isLetter(c); });
    const bool sentences = isLowercase(word[last - 1]) && !isLowercase(top[0]);
    return letters && !sentences;
}

/// Where the word that begins here ends.
template <class Is>
std::size_t endOf(std::string_view text, std::size_t from, Is is)
{
    const auto* const end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), is);
    return static_cast<std::size_t>(end - text.begin());
}

std::size_t endOfUrl(std::string_view text, std::size_t from)
{
    return std::min(text.find_first_of(" \t<>\"", from), text.size());
}

bool beginsUrl(std::string_view rest)
{
    return startsWithIgnoringCase(rest, "http://") || startsWithIgnoringCase(rest, "https://") ||
           startsWithIgnoringCase(rest, "www.") || startsWithIgnoringCase(rest, "mailto:");
}

/// Of "<a@example.org>" at the front; 0 where there is none: "< 10 MB".
std::size_t endOfBrackets(std::string_view rest)
{
    const auto end = rest.substr(0, rest.find(' ')).find('>');
    return rest[0] != '<' || end == std::string_view::npos ? 0 : end + 1;
}

/// Where a phrase may begin.
enum class Begins : std::uint8_t { AtWord, Anywhere };

/// Whether the parts of a phrase follow each other from here on.
bool followsOn(std::string_view text, std::string_view phrase, Begins begins)
{
    const auto cut = phrase.find(gap);
    const auto part = phrase.substr(0, cut);
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
        const bool insideWord = at > 0 && isAlphanumeric(text[at - 1]) && isAlphanumeric(part[0]);
        if (insideWord && begins == Begins::AtWord) {
            continue;
        }
        if (cut == std::string_view::npos) {
            return true;
        }
        const auto next = phrase.substr(cut + gap.size());
        const auto rest = text.substr(at + part.size(), widestGap + next.size());
        if (followsOn(rest.substr(0, rest.find(". ")), next, begins)) {
            return true;
        }
    }
    return false;
}

std::string_view longestIn(const PhraseText& text, std::string_view phrases, Begins begins)
{
    std::string_view longest;
    firstItem(phrases, [&](std::string_view phrase) {
        if (lengthOf(phrase) > lengthOf(longest) && followsOn(text.folded(), phrase, begins)) {
            longest = phrase;
        }
        return false;
    });
    return longest;
}

} // namespace

std::string proseOf(std::string_view text)
{
    std::string prose;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto rest = text.substr(at);
        if (beginsUrl(rest)) {
            prose += '~';
            at = endOfUrl(text, at);
        } else if (const auto brackets = endOfBrackets(rest); brackets > 0) {
            prose += brackets == 2 ? "<>" : "<~>";
            at += brackets;
        } else if (isOfAddress(rest[0])) {
            const auto end = endOf(text, at, isOfAddress);
            const auto word = text.substr(at, end - at);
            const auto nameEnd = endOf(text, at, isOfName);
            const bool address = word.find('@') != std::string_view::npos && word.size() > 1;
            if (address) {
                prose += '~';
                at = end;
            } else if (nameEnd > at) {
                const auto name = text.substr(at, nameEnd - at);
                prose += isHostName(name) ? "~" : name;
                at = nameEnd;
            } else {
                prose += rest[0];
                ++at;
            }
        } else {
            prose += rest[0];
            ++at;
        }
    }
    return prose;
}

std::size_t lengthOf(std::string_view phrase)
{
    std::size_t length = phrase.size();
    for (auto at = phrase.find(gap); at != std::string_view::npos; at = phrase.find(gap, at + 1)) {
        length -= gap.size();
    }
    return length;
}

ReasonText::ReasonText(std::string_view text)
    : prose_(proseOf(text.substr(0, longestText))), all_(text.substr(0, longestText))
{
}

std::string_view ReasonText::longestOf(std::string_view words, std::string_view anywhere) const
{
    const auto inProse = longestIn(prose_, words, Begins::AtWord);
    const auto inAll = longestIn(all_, anywhere, Begins::Anywhere);
    return lengthOf(inAll) > lengthOf(inProse) ? inAll : inProse;
}

} // namespace mpm::catalogue
