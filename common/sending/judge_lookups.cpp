// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/judge_lookups.hpp"

#include "io/judge_failure.hpp"
#include "survey/judge_mail_hosts.hpp"

#include <algorithm>
#include <string_view>

namespace mpm::sending {
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
    return host.addresses.empty() ? "look-up failed: " + failure.detail : failureOfOtherFamily(host);
}

bool isSilent(const HostSeen& host)
{
    return host.addresses.empty() && host.lookupFailure && host.lookupFailure->kind == FailureKind::TimedOut;
}

} // namespace

std::vector<Finding> judgeLookups(const MailHosts& seen, Status timeoutStatus)
{
    const bool nowhere =
        std::all_of(seen.hosts.begin(), seen.hosts.end(), [](const HostSeen& host) { return host.addresses.empty(); });
    // A silent DNS leaves open whether there is somebody.
    const bool unanswered = nowhere && std::any_of(seen.hosts.begin(), seen.hosts.end(), isSilent);
    std::vector<Finding> findings;
    for (const auto& host : seen.hosts) {
        if (host.literal) {
            findings.push_back(judgeLiteral(host.host));
        } else if (!host.lookupFailure) {
            continue;
        } else if (!seen.mx || (unanswered && isSilent(host))) {
            findings.push_back(judgeFailure({host.lookupFailure->kind, sentence(host)}, host.host, "", timeoutStatus,
                                            hostFindings.connectionClosed));
        } else {
            findings.push_back(judgeUnresolvable(host, host.host, sentence(host)));
        }
        auto& finding = findings.back();
        if (const auto remedy = remedyForOneFamily(host); !host.literal && !remedy.empty()) {
            finding.remedy = remedy;
        }
        const bool timedOut = finding.id == hostFindings.timedOut.id && nowhere;
        if (!nowhere || (unanswered && !timedOut)) {
            finding.status = Status::Warning;
        } else if (seen.mx && !timedOut) {
            finding.status = Status::Critical;
        }
    }
    return findings;
}

} // namespace mpm::sending
