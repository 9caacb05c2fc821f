// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/judge_lookups.hpp"

#include "io/judge_failure.hpp"
#include "smtp/findings.hpp"
#include "survey/findings.hpp"
#include "survey/judge_mx.hpp"
#include "survey/judge_visit.hpp"

#include <algorithm>
#include <string_view>

namespace mpm::checkSmtpSend {
namespace {

void replaceFirst(std::string& text, std::string_view part, std::string_view by)
{
    if (const auto at = text.find(part); at != std::string::npos) {
        text.replace(at, part.size(), by);
    }
}

/// What is said of a host after its name, without that name again.
std::string sentence(const HostSeen& host)
{
    const auto& failure = *host.lookupFailure;
    if (failure.kind == FailureKind::NoSuchName) {
        auto text = failure.detail;
        replaceFirst(text, host.host + " is an alias", "is an alias");
        replaceFirst(text, "no such name " + host.host + " ", "has no address: no such name ");
        replaceFirst(text, "no address at " + host.host + " ", "has no address ");
        replaceFirst(text, " record at " + host.host + " ", " record ");
        return text;
    }
    const bool v4 = !host.addresses.empty() && host.addresses.front().family() == Family::IPv4;
    const std::string family = host.addresses.empty() ? "look-up failed: "
                               : v4                   ? "its AAAA look-up failed: "
                                                      : "its A look-up failed: ";
    return family + failure.detail;
}

/// The zone is to blame only where the DNS says that there is nothing.
Finding unresolvable(const HostSeen& host)
{
    auto finding = found(mxFindings.unresolvable, host.host, sentence(host));
    if (host.lookupFailure->kind == FailureKind::LocalFault) {
        finding.remedy = hostFindings.localFault.remedy;
    } else if (host.lookupFailure->kind != FailureKind::NoSuchName) {
        finding.remedy = hostFindings.dnsFailed.remedy;
    }
    return finding;
}

bool isSilent(const HostSeen& host)
{
    return host.addresses.empty() && host.lookupFailure && host.lookupFailure->kind == FailureKind::TimedOut;
}

} // namespace

std::vector<Finding> judgeLookups(const Observation& seen, Status timeoutStatus)
{
    const bool nowhere =
        std::all_of(seen.hosts.begin(), seen.hosts.end(), [](const HostSeen& host) { return host.addresses.empty(); });
    // A silent DNS leaves open whether there is somebody.
    const bool unanswered = nowhere && std::any_of(seen.hosts.begin(), seen.hosts.end(), isSilent);
    std::vector<Finding> findings;
    for (const auto& host : seen.hosts) {
        if (host.literal) {
            findings.push_back(found(mxFindings.addressLiteral, host.host, "is an address, not a host name"));
        } else if (!host.lookupFailure) {
            continue;
        } else if (!seen.mx || (unanswered && isSilent(host))) {
            findings.push_back(judgeFailure({host.lookupFailure->kind, sentence(host)}, host.host, "", timeoutStatus));
        } else {
            findings.push_back(unresolvable(host));
        }
        auto& finding = findings.back();
        const bool timedOut = finding.id == hostFindings.timedOut.id && nowhere;
        if (!nowhere || (unanswered && !timedOut)) {
            finding.status = Status::Warning;
        } else if (seen.mx && !timedOut) {
            finding.status = Status::Critical;
        }
    }
    return findings;
}

} // namespace mpm::checkSmtpSend
