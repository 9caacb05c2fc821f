// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/brief_list.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm::checkMx {

std::string briefList(const std::vector<std::string>& items, std::string_view separator)
{
    constexpr std::size_t most = 3;
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(std::min(items.size(), most));
    auto text = join({items.begin(), end}, separator);
    if (items.size() > most) {
        text += std::string(separator) + "and " + std::to_string(items.size() - most) + " more";
    }
    return text;
}

} // namespace mpm::checkMx
