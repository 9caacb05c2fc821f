// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "smtp/visit.hpp"
#include "tls/judge_tls.hpp"

#include <vector>

namespace mpm {

/// How a visit whose plan was to get into TLS fared at that: STARTTLS missing, refused or disguised, the handshake,
/// the session, the certificates, what is offered before and inside. `judgeVisit` judges the rest.
std::vector<Finding> judgeSecured(const SmtpVisit& visit, const TlsPolicy& policy);

} // namespace mpm
