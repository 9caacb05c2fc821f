// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/observations.hpp"

#include <algorithm>

namespace mpm {

std::vector<Row>& Observations::table(std::string_view name)
{
    const auto same = [name](const auto& entry) { return entry.first == name; };
    const auto existing = std::find_if(tables.begin(), tables.end(), same);
    return existing != tables.end() ? existing->second : tables.emplace_back(name, std::vector<Row>()).second;
}

} // namespace mpm
