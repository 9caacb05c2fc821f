// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "survey/visit.hpp"

namespace mpm {

/// What a visit saw of TLS as rows of the tables "tls", "certificates", "verify_errors" and "tlsa"; nothing without a
/// handshake.
void describeSecured(const SmtpVisit& visit, Observations& observations);

} // namespace mpm
