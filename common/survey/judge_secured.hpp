// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "survey/visit.hpp"
#include "tls/judge_tls.hpp"

#include <optional>
#include <vector>

namespace mpm {

/// How a visit whose plan was to get into TLS fared at that: STARTTLS missing, refused or masked by a firewall, the
/// handshake, the session, the certificates, what is offered inside. `judgeVisit` judges the rest.
std::vector<Finding> judgeSecured(const SmtpVisit& visit, const TlsPolicy& policy);

/// Mechanisms that reveal the password, offered before STARTTLS.
std::optional<Finding> judgeEarlyAuth(const SmtpVisit& visit);

/// Adds to the remedies of a visit in the clear that ended before any greeting: a server that waits for TLS from the
/// first octet on looks like this.
void hintAtImplicitTls(std::vector<Finding>& findings, const SmtpVisit& visit);

} // namespace mpm
