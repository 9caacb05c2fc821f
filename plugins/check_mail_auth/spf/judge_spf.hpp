// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/part.hpp"
#include "check_mail_auth/policy.hpp"
#include "check_mail_auth/target.hpp"

namespace mpm::checkMailAuth {

/// SPF (RFC 7208): what was read, judged.
Part judgeSpf(const Answers& answers, const Target& target, const Policy& policy);

} // namespace mpm::checkMailAuth
