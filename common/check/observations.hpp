// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mpm {

/// A value that Zabbix low-level discovery and JSONPath can read.
using Scalar = std::variant<bool, std::int64_t, double, std::string>;

/// Named scalars in the order in which they are shown.
using Row = std::vector<std::pair<std::string, Scalar>>;

/// What was seen, for programs: facts, and tables whose rows are flat. Nested rows can't be said.
struct Observations {
    Row facts;
    std::vector<std::pair<std::string, std::vector<Row>>> tables;

    /// The table of this name, made empty at the end if there is none yet.
    std::vector<Row>& table(std::string_view name);
};

} // namespace mpm
