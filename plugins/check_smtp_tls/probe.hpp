// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_tls/observation.hpp"
#include "survey/survey.hpp"

#include <optional>

namespace mpm::checkSmtpTls {

/// Whom to visit, what to say, and what else to look at.
struct Target {
    SurveyPlan survey;                    ///< its visits speak TLS
    bool bothCertificates = false;        ///< --both-certificates
    bool injection = false;               ///< --check-injection
    TlsVersion oldest = TlsVersion::None; ///< --check-old-tls: versions below this must be refused
    std::optional<DnsName> stsDomain;     ///< of --mta-sts, or the domain of --mx
};

/// Surveys the hosts, and looks up MTA-STS where the target names a domain, all at the same time. The tries come behind
/// an address's visit.
Observation observe(const Target& target, const World& world, Deadline deadline);

} // namespace mpm::checkSmtpTls
