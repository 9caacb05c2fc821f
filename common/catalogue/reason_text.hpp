// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/phrase_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mpm::catalogue {

/// A reply's text in which a reason is looked for. Only its prose counts: what stands in URLs, addresses, angle
/// brackets and host names is somebody's choice of a name and no reason ("Greylisted, see http://spam.example.org").
/// A phrase begins at a word, may end inside one ("throttl"), and may have a gap, written " .. ", for up to 60 octets
/// of one sentence: "mailbox .. is full". Of a text only the first 8,000 octets are read.
class ReasonText {
public:
    explicit ReasonText(std::string_view text);

    /// The longest phrase of a row's `words` and `anywhere` that is in the text; empty where none is.
    std::string_view longestOf(std::string_view words, std::string_view anywhere = {}) const;

private:
    PhraseText prose_;
    PhraseText all_;
};

/// How many octets of a phrase are words, its gaps left out.
std::size_t lengthOf(std::string_view phrase);

/// The text with "~" for each URL, address and host name, and "<~>" for a word in angle brackets.
std::string proseOf(std::string_view text);

} // namespace mpm::catalogue
