// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"

#include <string>

namespace mpm {

/// The Prometheus text exposition format 0.0.4, for the textfile collector.
std::string renderPrometheus(const Report& report);

} // namespace mpm
