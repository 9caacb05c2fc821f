// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/matches.hpp"

#include <regex>

namespace mpm::test {

std::set<std::string> matches(const std::string& text, const std::string& pattern)
{
    const std::regex expression(pattern);
    std::set<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end; ++match) {
        found.insert((*match)[1]);
    }
    return found;
}

} // namespace mpm::test
