// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm {

/// A peer's text in which phrases are looked for, made comparable once: in lower case, every run of blanks and tabs
/// as one blank. A phrase is lower case with single blanks, and may begin or end inside a word ("throttl"). Several are
/// one text with bars between them ("not found|no match").
class PhraseText {
public:
    explicit PhraseText(std::string_view text);

    bool holds(std::string_view phrase) const;
    bool holdsOneOf(std::string_view phrases) const;

    /// The first of the phrases that the text holds; empty without.
    std::string_view firstOf(std::string_view phrases) const;

private:
    std::string text_;
};

/// Whether a text is one of a list, which has bars between its items ("com|net|org").
bool isAmong(std::string_view list, std::string_view text);

} // namespace mpm
