// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"

#include <string>

namespace mpm {

/// One JSON object (docs/schema), on one line, or indented when verbosity > 0. Ends with a line end.
std::string renderJson(const Report& report, int verbosity);

} // namespace mpm
