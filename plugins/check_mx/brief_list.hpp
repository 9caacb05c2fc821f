// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMx {

/// What line 1 can hold of a list: the first three items, then "and 27 more".
std::string briefList(const std::vector<std::string>& items, std::string_view separator);

} // namespace mpm::checkMx
