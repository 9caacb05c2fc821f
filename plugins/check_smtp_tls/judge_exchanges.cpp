// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge_exchanges.hpp"

#include "mta_sts/judge.hpp"

#include <algorithm>

namespace mpm::checkSmtpTls {

std::optional<Finding> leftOut(const std::string& host, const Observation& seen)
{
    return seen.sts && !IpAddress::parse(host) ? judgeExchange(*seen.sts, DnsName::parse(host)) : std::nullopt;
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
