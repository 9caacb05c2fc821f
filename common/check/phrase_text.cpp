// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/phrase_text.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {

PhraseText::PhraseText(std::string_view text)
{
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t';
        if (!blank || !text_.ends_with(' ')) {
            text_ += blank ? ' ' : toLower(c);
        }
    }
}

bool PhraseText::holds(std::string_view phrase) const
{
    return text_.find(phrase) != std::string::npos;
}

bool PhraseText::holdsOneOf(std::span<const std::string_view> phrases) const
{
    return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return holds(phrase); });
}

} // namespace mpm
