// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/phrase_text.hpp"

#include "check/ascii.hpp"

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

bool PhraseText::holdsOneOf(std::string_view phrases) const
{
    return !firstItem(phrases, [this](std::string_view phrase) { return holds(phrase); }).empty();
}

bool isAmong(std::string_view list, std::string_view text)
{
    return !firstItem(list, [text](std::string_view item) { return item == text; }).empty();
}

} // namespace mpm
