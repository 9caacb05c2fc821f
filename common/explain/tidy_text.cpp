// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/tidy_text.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <utility>

namespace mpm::pasted {

std::string_view tidy(std::string_view text)
{
    text = text.substr(0, longestText);
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    text = first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
    for (const auto& [open, close] :
         {std::pair{'(', ')'}, std::pair{'[', ']'}, std::pair{'{', '}'}, std::pair{'<', '>'}}) {
        while (text.ends_with(close) &&
               std::count(text.begin(), text.end(), open) < std::count(text.begin(), text.end(), close)) {
            text = text.substr(0, text.size() - 1);
        }
    }
    while (text.ends_with('\\') || text.ends_with('/') || text.ends_with(',')) {
        text.remove_suffix(1);
    }
    return trim(text);
}

} // namespace mpm::pasted
