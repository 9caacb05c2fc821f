// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace mpm::test {

/// What Zabbix makes of a JSONPath: the part that items and discovery rules use on plugin output. `.name`,
/// `['name']`, `[0]`, `[*]`, `[?(@.name=='text')]` and `[?(@.name==1)]` with == and !=, then one of
/// `.first()`, `.length()`, `.min()`, `.max()`, `.sum()`. A path that can match several values gives an
/// array. Throws std::runtime_error for any other path, and where Zabbix finds no match.
nlohmann::json jsonPath(const nlohmann::json& document, const std::string& path);

} // namespace mpm::test
