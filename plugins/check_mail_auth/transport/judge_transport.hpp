// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/observation.hpp"
#include "check_mail_auth/part.hpp"
#include "check_mail_auth/policy.hpp"
#include "check_mail_auth/target.hpp"

namespace mpm::checkMailAuth {

/// MTA-STS (RFC 8461), its policy against the MX set, and TLS reporting (RFC 8460). Empty with --sends-nothing.
Part judgeTransport(const Observation& seen, const Target& target, const Policy& policy);

/// What a domain that sends nothing says by its MX records (RFC 7505). Empty without --sends-nothing.
Part judgeNullMx(const Observation& seen, const Target& target, const Policy& policy);

/// Looks at default._bimi.DOMAIN, which is reported and never judged.
void readBimi(const Target& target, Reading& reading);

/// Its rows for the observations.
Part reportBimi(const Answers& answers, const Target& target);

} // namespace mpm::checkMailAuth
