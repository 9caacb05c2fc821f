// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/target.hpp"

namespace mpm::checkMailAuth {

/// Looks at all that `judgeSpf` will look at: SPF (RFC 7208).
void readSpf(const Target& target, Reading& reading);

} // namespace mpm::checkMailAuth
