// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"

#include <string>

namespace mpm {

/// The Monitoring Plugins guidelines' form: line 1 with perfdata, then a line per finding.
/// verbosity 0: findings that are not OK, with remedies; 1: also those that are OK; 2: also what was
/// observed; 3: also the transcript. Ends with a line end.
std::string renderText(const Report& report, int verbosity);

/// One JSON object (docs/schema), on one line, or indented when verbosity > 0. Ends with a line end.
std::string renderJson(const Report& report, int verbosity);

/// The Prometheus text exposition format 0.0.4, for the textfile collector.
std::string renderPrometheus(const Report& report);

/// The metrics as perfdata in the guidelines' grammar; also what Icinga 2 parses.
std::string renderPerfdata(const std::vector<Metric>& metrics);

} // namespace mpm
