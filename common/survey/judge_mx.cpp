// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/judge_mx.hpp"

#include "io/findings.hpp"
#include "survey/findings.hpp"

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
    // A server that stays silent within its own time-out is a DNS failure; only the deadline is a time-out.
    auto finding = found(hostFindings.dnsFailed, subject, "MX look-up failed: " + detail);
    if (set.failure && set.failure->kind == FailureKind::TimedOut) {
        finding.status = timeoutStatus;
    }
    return {finding};
}

} // namespace mpm
