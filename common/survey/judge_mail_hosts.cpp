// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/judge_mail_hosts.hpp"

#include "check/append.hpp"
#include "io/judge_failure.hpp"
#include "survey/busy.hpp"
#include "survey/findings.hpp"
#include "survey/judge_mx.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace mpm {
namespace {

/// A host without any address is a part that doesn't work; one family's failure beside addresses is a warning.
Finding judgeLookup(const HostSeen& host, Status timeoutStatus)
{
    if (host.literal) {
        return judgeLiteral(host.host);
    }
    const auto failure = host.lookupFailure.value_or(Failure{FailureKind::NoSuchName, "name has no address"});
    auto finding = judgeLookupFailure(failure, host.host, timeoutStatus);
    if (host.exchange) {
        finding = found(mxFindings.unresolvable, host.host, failure.detail);
        finding.status = Status::Critical;
    }
    if (!host.addresses.empty()) {
        finding.status = Status::Warning;
    }
    if (const auto remedy = remedyForOneFamily(host); !remedy.empty()) {
        finding.remedy = remedy;
    }
    return finding;
}

/// What is wrong with the host as a whole, whatever its addresses are like.
std::vector<HostFault> faultsOf(const HostSeen& host, const HostRules& rules)
{
    std::vector<HostFault> faults;
    if (auto tlsa = judgeTlsa(host, rules.dane, rules.timeoutStatus)) {
        faults.push_back({std::move(*tlsa), rules.dane == DaneDemand::Required});
    }
    if (auto fault = rules.judgeHost(host)) {
        faults.push_back(std::move(*fault));
    }
    return faults;
}

} // namespace

std::vector<Finding> judgeMailHosts(const MailHosts& seen, const HostRules& rules)
{
    auto findings = judgeMxRecords(seen, rules.dane, rules.timeoutStatus);
    std::vector<RedundantPart> parts;
    std::set<const AddressSeen*> shut;
    for (const auto& host : seen.hosts) {
        auto faults = faultsOf(host, rules);
        const bool stopped =
            std::any_of(faults.begin(), faults.end(), [](const auto& fault) { return fault.stopsMail; });
        for (const auto& address : host.addresses) {
            auto judged = rules.judgeAddress(address);
            if (!judged.takesMail) {
                shut.insert(&address);
            }
            judged.part.works = judged.part.works && !stopped;
            if (seen.mx && isOutOfTheWorld(address)) {
                judged.part.findings.clear(); // address-not-global tells it
            }
            parts.push_back(std::move(judged.part));
        }
        if (host.addresses.empty()) {
            parts.push_back({false, {judgeLookup(host, rules.timeoutStatus)}});
            continue;
        }
        for (auto& fault : faults) {
            parts.back().findings.push_back(std::move(fault.finding));
        }
        if (host.lookupFailure) {
            findings.push_back(judgeLookup(host, rules.timeoutStatus));
        }
    }
    append(findings, judgeRedundancy(std::move(parts), seen.hosts.size() > 1 ? "addresses of all hosts" : "addresses"));
    append(findings, judgeReachability(seen, [&](const AddressSeen& address) { return !shut.contains(&address); }));
    append(findings, judgeLeftOut(seen));
    tellLoad(findings, seen.target, loadOf(seen.visits()));
    return findings;
}

std::vector<Finding> judgeMxRecords(const MailHosts& seen, DaneDemand dane, Status timeoutStatus)
{
    auto findings = seen.mx ? judgeMxSet(*seen.mx, timeoutStatus) : std::vector<Finding>();
    if (dane == DaneDemand::Required && !seen.hosts.empty() && !seen.mxInsecure.empty()) {
        findings.push_back(judgeInsecureMx(seen.target, seen.mxInsecure));
    }
    return findings;
}

std::vector<Finding> judgeReachability(const MailHosts& seen, const std::function<bool(const AddressSeen&)>& takesMail)
{
    std::vector<Finding> findings;
    bool anyLeft = false;
    for (const auto& host : seen.hosts) {
        for (const auto& address : host.addresses) {
            if (address.address.isGlobal()) {
                anyLeft = anyLeft || takesMail(address);
            } else if (seen.mx) {
                findings.push_back(found(mxFindings.notGlobal, subjectOf(host, address), outOfTheWorld(address)));
            }
        }
    }
    for (auto& finding : findings) {
        finding.status = anyLeft ? finding.status : Status::Critical;
    }
    return findings;
}

bool isOutOfTheWorld(const SmtpVisit& visit)
{
    const auto& address = visit.endpoint.address;
    return visit.connectFailure && visit.connectFailure->kind != FailureKind::LocalFault && !address.isGlobal() &&
           !address.isLoopback();
}

bool isOutOfTheWorld(const AddressSeen& address)
{
    return address.visit && isOutOfTheWorld(*address.visit);
}

std::string outOfTheWorld(const AddressSeen& address)
{
    const auto text = "is not reachable from the Internet: " + std::string(address.address.specialPurpose());
    const bool met = isOutOfTheWorld(address) && address.visit->connectFailure->kind != FailureKind::NoRoute;
    return met ? text + "; from here: " + address.visit->connectFailure->detail : text;
}

std::vector<Finding> judgeLeftOut(const MailHosts& seen)
{
    std::vector<Finding> findings;
    const auto judge = [&](const std::string& subject, std::size_t visited, std::size_t leftOut, const char* noun) {
        if (leftOut > 0) {
            findings.push_back(found(mxFindings.tooMany, subject,
                                     "has " + std::to_string(visited + leftOut) + " " + noun + "; " +
                                         std::to_string(leftOut) + " of them were not looked at"));
        }
    };
    judge(seen.target, seen.hosts.size(), seen.hostsLeftOut, "exchanges");
    for (const auto& host : seen.hosts) {
        judge(host.host, host.addresses.size(), host.addressesLeftOut, "addresses");
    }
    return findings;
}

Finding judgeLiteral(const std::string& subject)
{
    return found(mxFindings.addressLiteral, subject, "is an address, not a host name");
}

Finding judgeUnresolvable(const HostSeen& host, const std::string& subject, const std::string& message)
{
    auto finding = found(mxFindings.unresolvable, subject, message);
    const auto kind = host.lookupFailure ? host.lookupFailure->kind : FailureKind::NoSuchName;
    if (kind != FailureKind::NoSuchName) {
        finding.remedy =
            kind == FailureKind::LocalFault ? hostFindings.localFault.remedy : hostFindings.dnsFailed.remedy;
    } else if (const auto remedy = remedyForOneFamily(host); !remedy.empty()) {
        finding.remedy = remedy;
    }
    return finding;
}

std::string remedyForOneFamily(const HostSeen& host)
{
    const bool missing = !host.lookupFailure || host.lookupFailure->kind == FailureKind::NoSuchName;
    if (host.families == FamilyChoice::Any || !host.addresses.empty() || !missing) {
        return {};
    }
    return host.families == FamilyChoice::IPv6
               ? "Only IPv6 addresses were asked for (--use-ipv6): leave the option out if the name has IPv4 addresses "
                 "alone, or add an AAAA record. If it has none at all, check its spelling."
               : "Only IPv4 addresses were asked for (--use-ipv4): leave the option out if the name has IPv6 addresses "
                 "alone, or add an A record. If it has none at all, check its spelling.";
}

std::string failureOfOtherFamily(const HostSeen& host)
{
    const bool v4 = host.addresses.front().address.family() == Family::IPv4;
    return "its " + std::string(v4 ? "AAAA" : "A") + " look-up failed: " + host.lookupFailure->detail;
}

std::optional<Finding> judgeTlsa(const HostSeen& host, DaneDemand demand, Status timeoutStatus)
{
    return host.tlsa ? judgeTlsaLookup(*host.tlsa, host.name, demand, timeoutStatus) : std::nullopt;
}

bool letsMailThrough(const std::vector<Finding>& findings)
{
    return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.status == Status::Critical || finding.status == Status::Unknown ||
               finding.id == hostFindings.timedOut.id;
    });
}

} // namespace mpm
