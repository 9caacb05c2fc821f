// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"

namespace mpm::property {

/// Shows the report in every format and at every verbosity, and reads each as its consumers do: text as the guidelines
/// and as Icinga 2 (the same metrics, nothing dropped but ranges, which Icinga 2 does not know; no line that looks like
/// a finding and is none), JSON, and Prometheus (a series for each metric and each finding's subject). Whatever it
/// holds, it is UTF-8, and nothing in it means something to a terminal, a shell, a web page or a reader's eye.
/// Throws std::runtime_error that says what is wrong where.
void demandSound(const Report& report);

/// The same of text and Prometheus; of JSON only that it is some: nothing but what makes a report sees to its words.
void demandReadable(const Report& report);

} // namespace mpm::property
