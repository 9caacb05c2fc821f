// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// One JSON object (docs/schema), on one line, or indented when verbosity > 0. Ends with a line end.
std::string renderJson(const Report& report, int verbosity);

/// The table of a plugin's findings as one JSON object; ends with a line end.
std::string renderJson(std::string_view plugin, const std::vector<FindingKind>& kinds);

} // namespace mpm
