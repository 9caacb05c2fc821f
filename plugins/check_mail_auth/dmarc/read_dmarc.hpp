// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/target.hpp"

namespace mpm::checkMailAuth {

/// Looks at all that `judgeDmarc` will look at: DMARC (RFC 7489 and its successor).
void readDmarc(const Target& target, Reading& reading);

} // namespace mpm::checkMailAuth
