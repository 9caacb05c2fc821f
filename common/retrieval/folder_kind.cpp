// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/folder_kind.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>

namespace mpm {

bool isJunkName(std::string_view name)
{
    // As servers and programs make them: Dovecot, Exchange, Gmail, Yahoo, Apple, Courier; in German, too.
    constexpr std::array<std::string_view, 12> names{"junk",      "spam",         "junk e-mail", "junk email",
                                                     "junk mail", "junkmail",     "junk-e-mail", "bulk",
                                                     "bulk mail", "spamverdacht", "spambox",     "quarantine"};
    const auto separator = name.find_last_of("/.");
    const auto last = separator == std::string_view::npos ? name : name.substr(separator + 1);
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view each) { return equalIgnoringCase(each, last); });
}

} // namespace mpm
