// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace mpm {

/// The first item of a list that is as wanted, of one with bars between its items ("com|net|org"); empty without.
template <class Is>
std::string_view firstItem(std::string_view list, Is is)
{
    while (!list.empty()) {
        const auto item = list.substr(0, list.find('|'));
        if (is(item)) {
            return item;
        }
        list.remove_prefix(std::min(item.size() + 1, list.size()));
    }
    return {};
}

/// A peer's text in which phrases are looked for, made comparable once: in lower case, every run of blanks and tabs
/// as one blank. A phrase is lower case with single blanks, and may begin or end inside a word ("throttl"). Several are
/// one text with bars between them ("not found|no match").
class PhraseText {
public:
    explicit PhraseText(std::string_view text);

    bool holds(std::string_view phrase) const;
    bool holdsOneOf(std::string_view phrases) const;

    /// The text as phrases are looked for in it.
    std::string_view folded() const { return text_; }

private:
    std::string text_;
};

/// Whether a text is one of such a list.
bool isAmong(std::string_view list, std::string_view text);

} // namespace mpm
