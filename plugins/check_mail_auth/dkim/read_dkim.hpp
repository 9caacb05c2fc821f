// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/target.hpp"

namespace mpm::checkMailAuth {

/// Looks at all that `judgeDkim` will look at: DKIM keys of the selectors (RFC 6376).
void readDkim(const Target& target, Reading& reading);

} // namespace mpm::checkMailAuth
