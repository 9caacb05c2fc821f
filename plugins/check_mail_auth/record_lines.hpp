// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "check_mail_auth/observation.hpp"

#include <string>
#include <vector>

namespace mpm::checkMailAuth {

/// For -v: the records of the table `records`, as a zone writes them: `example.com. 300 IN TXT "v=spf1 -all"`.
std::vector<std::string> recordLines(const Observations& observations);

/// For -vv: every question with what became of it, after how long, and who said so.
std::vector<std::string> questionLines(const Observation& seen);

} // namespace mpm::checkMailAuth
