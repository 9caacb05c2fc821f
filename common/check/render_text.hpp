// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"

#include <string>
#include <vector>

namespace mpm {

/// The Monitoring Plugins guidelines' form: line 1 with perfdata, then a line per finding.
/// verbosity 0: findings that are not OK, with remedies; 1: also those that are OK, and the replies that matter;
/// 2: also the transcript; 3: also what was observed. Ends with a line end.
std::string renderText(const Report& report, int verbosity);

/// The metrics as perfdata in the guidelines' grammar; also what Icinga 2 parses.
std::string renderPerfdata(const std::vector<Metric>& metrics);

} // namespace mpm
