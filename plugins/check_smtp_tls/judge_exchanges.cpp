// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge_exchanges.hpp"

#include "check/ascii.hpp"
#include "mta_sts/findings.hpp"
#include "mta_sts/judge.hpp"

#include <algorithm>

namespace mpm::checkSmtpTls {

std::optional<Finding> leftOut(const std::string& host, const Observation& seen)
{
    if (!seen.sts || !seen.sts->policy || seen.sts->policy->mode == StsMode::None || IpAddress::parse(host) ||
        seen.sts->policy->allows(DnsName::parse(host))) {
        return std::nullopt;
    }
    auto finding = found(stsFindings.mxMismatch, host,
                         "the MTA-STS policy of " + seen.sts->domain.toString() + " allows only " +
                             harmless(join(seen.sts->policy->mx, ", ")));
    if (!isEnforced(*seen.sts)) {
        finding.status = Status::Warning;
    }
    return finding;
}

std::vector<Finding> judgeOtherExchanges(const Observation& seen)
{
    std::vector<Finding> findings;
    if (!seen.stsMx || !seen.sts->policy) {
        return findings;
    }
    const auto hosts = seen.stsMx->hosts();
    const bool anyAllowed = std::any_of(hosts.begin(), hosts.end(),
                                        [&](const MxHost& host) { return seen.sts->policy->allows(host.name); });
    for (const auto& host : hosts) {
        auto finding =
            host.name.toString() == seen.hosts.front().name ? std::nullopt : leftOut(host.name.toString(), seen);
        if (finding) {
            finding->status = anyAllowed ? Status::Warning : finding->status;
            findings.push_back(*std::move(finding));
        }
    }
    return findings;
}

} // namespace mpm::checkSmtpTls
