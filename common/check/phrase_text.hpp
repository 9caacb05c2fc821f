// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mpm {

/// A peer's text in which phrases are looked for, made comparable once: in lower case, every run of blanks and tabs
/// as one blank. A phrase is lower case with single blanks, and may begin or end inside a word ("throttl").
class PhraseText {
public:
    explicit PhraseText(std::string_view text);

    bool holds(std::string_view phrase) const;
    bool holdsOneOf(std::span<const std::string_view> phrases) const;

private:
    std::string text_;
};

} // namespace mpm
