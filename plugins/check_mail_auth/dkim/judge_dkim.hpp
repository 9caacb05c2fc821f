// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/part.hpp"
#include "check_mail_auth/policy.hpp"
#include "check_mail_auth/target.hpp"

namespace mpm::checkMailAuth {

/// DKIM keys of the selectors (RFC 6376): what was read, judged.
Part judgeDkim(const Answers& answers, const Target& target, const Policy& policy);

} // namespace mpm::checkMailAuth
