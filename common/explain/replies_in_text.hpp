// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/pasted_text.hpp"
#include "explain/reply_codes_in_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm::pasted {

/// How many replies are collected before the same ones are put together.
constexpr std::size_t mostCollected = 2 * mostPastedReplies;

/// The replies in log lines, a dialogue or the free text of a bounce, at most `mostCollected`; the copy of the returned
/// message below such a text is left out.
std::vector<PastedReply> repliesInText(std::string_view text, Reading reading = Reading::Running);

/// What a bounce says of a recipient where it quotes no reply: "Unrouteable address".
struct Saying {
    std::vector<std::string> recipients;
    std::string words; ///< at most 400 octets
};

struct FreeText {
    std::vector<PastedReply> replies;
    std::vector<Saying> sayings; ///< at most `mostCollected`
};

/// The same, with what is said besides.
FreeText readFreeText(std::string_view text, Reading reading = Reading::Running);

/// Of one log entry or paragraph, which may hold several.
std::vector<PastedReply> repliesInParagraph(std::string_view paragraph, Reading reading = Reading::Running);

} // namespace mpm::pasted
