// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/queue_id.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>

namespace mpm {
namespace {

/// Where the queue ID stands relative to words that go with it.
struct Pattern {
    std::string_view words; ///< in lower case
    enum class Place : std::uint8_t { Behind, Before } place = Place::Behind;
};

constexpr std::array patterns{
    Pattern{"queued as "},                                             // Postfix, Amavis, chasquid, Haraka
    Pattern{"queued with id "},                                        // Stalwart
    Pattern{"queued mail as "},                                        //
    Pattern{"message queued ("},                                       // Haraka
    Pattern{"id="},                                                    // Exim
    Pattern{"internalid="},                                            // Exchange; after id=, which is not part of it
    Pattern{"sessionid="},                                             // Cyrus
    Pattern{" qp "},                                                   // qmail
    Pattern{" message accepted for delivery", Pattern::Place::Before}, // Sendmail, OpenSMTPD, IceWarp, Kerio
    Pattern{" saved", Pattern::Place::Before},                         // Dovecot LMTP
    Pattern{" - gsmtp", Pattern::Place::Before},                       // Gmail
    Pattern{" accepted", Pattern::Place::Before},                      // Cisco
};

bool isIdCharacter(char c)
{
    constexpr std::string_view symbols = "-_.:+/=@$";
    return isAlphanumeric(c) || symbols.find(c) != std::string_view::npos;
}

/// A word that could be an ID: with a digit in it, or long enough to be no word of a language.
bool isId(std::string_view word)
{
    return word.size() >= 3 && word.size() <= 100 && std::all_of(word.begin(), word.end(), isIdCharacter) &&
           (std::any_of(word.begin(), word.end(), isDigit) || word.size() >= 10);
}

std::string_view stripped(std::string_view word)
{
    while (!word.empty() && std::string_view("<([\"'").find(word.front()) != std::string_view::npos) {
        word.remove_prefix(1);
    }
    while (!word.empty() && std::string_view(">)]\"'.,;").find(word.back()) != std::string_view::npos) {
        word.remove_suffix(1);
    }
    return word;
}

/// The words begin at the text's front, or behind something that is no letter.
std::size_t findWords(const std::string& lower, std::string_view words)
{
    auto at = lower.find(words);
    while (at != std::string::npos && at > 0 && words.front() != ' ' && isLowercase(lower[at - 1])) {
        at = lower.find(words, at + 1);
    }
    return at;
}

std::string_view wordAround(std::string_view text, const Pattern& pattern, std::size_t at)
{
    if (pattern.place == Pattern::Place::Behind) {
        const auto rest = text.substr(at + pattern.words.size());
        return stripped(rest.substr(0, rest.find_first_of(" ,;)]")));
    }
    const auto front = text.substr(0, at);
    const auto blank = front.rfind(' ');
    return stripped(blank == std::string_view::npos ? front : front.substr(blank + 1));
}

std::string idIn(std::string_view text)
{
    const auto lower = toLower(text);
    for (const auto& pattern : patterns) {
        if (const auto at = findWords(lower, pattern.words); at != std::string::npos) {
            if (const auto word = wordAround(text, pattern, at); isId(word)) {
                return std::string(word);
            }
        }
    }
    // "Ok 0100018c2f..." (Amazon SES), "Ok. 00000000000A01B2.65573A11.00001F2E" (Courier): all that there is.
    if (lower.starts_with("ok ") || lower.starts_with("ok. ")) {
        const auto word = stripped(trim(text.substr(text.find(' '))));
        const auto digits = std::count_if(word.begin(), word.end(), isDigit);
        return isId(word) && word.size() >= 12 && digits >= 4 ? std::string(word) : std::string();
    }
    return {};
}

} // namespace

std::string queueIdOf(const Reply& reply)
{
    for (const auto& line : reply.lines) {
        std::string_view text = line.raw();
        if (const auto code = EnhancedCode::atFrontOf(text)) {
            text.remove_prefix(code->toString().size());
        }
        if (const auto id = idIn(trim(text)); !id.empty()) {
            return harmless(id, 100);
        }
    }
    return {};
}

} // namespace mpm
