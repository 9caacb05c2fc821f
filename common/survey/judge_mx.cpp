// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/judge_mx.hpp"

#include "io/findings.hpp"
#include "survey/findings.hpp"

#include <algorithm>

namespace mpm {

std::vector<Finding> judgeMxSet(const MxSet& set, Status timeoutStatus)
{
    const auto subject = set.domain.toString();
    const auto detail = set.failure ? set.failure->detail : "";
    switch (set.state) {
    case MxSet::State::Found: return {};
    case MxSet::State::Implicit:
        return {found(mxFindings.implicit, subject, "has no MX record; its own address takes the mail")};
    case MxSet::State::Null:
        return {found(mxFindings.null, subject,
                      "has a null MX (\"" + std::to_string(set.records.empty() ? 0 : set.records.front().preference) +
                          " .\"): it takes no mail")};
    case MxSet::State::NullMixed:
        return {found(mxFindings.null, subject,
                      "has a null MX (\".\") beside other MX records; some senders bounce, others deliver")};
    case MxSet::State::None:
        return {found(mxFindings.none, subject,
                      "has neither an MX record nor an address (" + set.resolver.toString() + " says so)")};
    case MxSet::State::NoSuchDomain:
        if (!set.aliases.empty()) {
            return {found(mxFindings.none, subject, "is an alias that leads nowhere: " + detail)};
        }
        return {found(mxFindings.none, subject, "does not exist (NXDOMAIN from " + set.resolver.toString() + ")")};
    case MxSet::State::Failed: break;
    }
    if (set.failure && set.failure->kind == FailureKind::LocalFault) {
        return {found(hostFindings.localFault, subject, "MX look-up failed: " + detail)};
    }
    // A server that stays silent within its own patience is a DNS failure; only the deadline is a time-out.
    auto finding = found(hostFindings.dnsFailed, subject, "MX look-up failed: " + detail);
    if (set.failure && set.failure->kind == FailureKind::TimedOut) {
        finding.status = timeoutStatus;
    }
    return {finding};
}

std::vector<Finding> judgeReachability(const std::vector<NamedAddress>& addresses)
{
    const bool noneLeft = std::none_of(addresses.begin(), addresses.end(), [](const NamedAddress& each) {
        return each.address.isGlobal() && each.takesMail;
    });
    std::vector<Finding> findings;
    for (const auto& [host, address, takesMail] : addresses) {
        if (address.isGlobal()) {
            continue;
        }
        auto finding = found(mxFindings.notGlobal, host + " [" + address.toString() + "]",
                             "is not reachable from the Internet: " + std::string(address.specialPurpose()));
        if (noneLeft) {
            finding.status = Status::Critical;
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::vector<Finding> judgeLeftOut(const std::string& subject, std::size_t visited, std::size_t leftOut,
                                  std::string_view noun)
{
    if (leftOut == 0) {
        return {};
    }
    return {found(mxFindings.tooMany, subject,
                  "has " + std::to_string(visited + leftOut) + " " + std::string(noun) + "; " +
                      std::to_string(leftOut) + " of them were not looked at")};
}

} // namespace mpm
