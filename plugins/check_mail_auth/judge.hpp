// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_mail_auth/observation.hpp"
#include "check_mail_auth/policy.hpp"
#include "check_mail_auth/target.hpp"

namespace mpm::checkMailAuth {

Report judge(const Observation& seen, const Target& target, const Policy& policy);

} // namespace mpm::checkMailAuth
