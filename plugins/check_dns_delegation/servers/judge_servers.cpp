// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/servers/judge_servers.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/redundancy.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_glue.hpp"
#include "check_dns_delegation/delegation/judge_networks.hpp"
#include "check_dns_delegation/dnssec/judge_dnssec.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/registry/judge_registry.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace mpm::checkDnsDelegation {
namespace {

using State = Service::State;

constexpr std::size_t shownCauses = 4;

std::string familyWord(FamilyChoice families)
{
    const bool v4 = wants(families, Family::IPv4);
    const bool v6 = wants(families, Family::IPv6);
    return v4 && v6 ? "" : v4 ? "IPv4 " : "IPv6 ";
}

/// Whether it can't be found as the parent does not say where it is, which nobody else can.
bool lacksGlue(const Observation& seen, const NameServerSeen& server)
{
    return server.addresses.empty() && server.atParent && server.glue.empty() && !server.found &&
           server.name.isWithin(seen.zone) && !IpAddress::parse(server.name.toString());
}

/// What each address does instead, those that do the same together.
std::string causes(const Assessment& assessment)
{
    std::vector<std::pair<std::string, std::size_t>> causes;
    std::map<std::string, std::size_t> known; ///< by what is wrong, the place among them
    const auto add = [&](const std::string& subject, const std::string& words) {
        const auto [place, isNew] = known.emplace(words, causes.size());
        if (isNew) {
            causes.emplace_back(subject + " " + words, 0);
        } else {
            ++causes[place->second].second;
        }
    };
    for (const auto& address : assessment.seen.addresses) {
        if (!assessment.isGood(address.address)) {
            add(assessment.seen.subjectOf(address.address), assessment.services.at(address.address).words);
        }
    }
    for (const auto& server : assessment.seen.servers) {
        if (lacksGlue(assessment.seen, server)) {
            add(server.name.toString(), missingGlue(assessment.seen));
        } else if (server.addresses.empty()) {
            add(server.name.toString(),
                "has no " + familyWord(assessment.policy.families) + "address to ask" +
                    (server.found && !server.found->detail.empty() ? ": " + server.found->detail : std::string()));
        }
    }
    std::vector<std::string> parts;
    for (const auto& [text, others] : causes) {
        parts.push_back(text + (others > 0 ? " (and so " + std::to_string(others) + " more)" : ""));
    }
    const auto more = parts.size() > shownCauses ? parts.size() - shownCauses : 0;
    parts.resize(parts.size() - more);
    return join(parts, "; ") + (more > 0 ? "; and " + std::to_string(more) + " more" : "");
}

/// Whether the run ended before anybody had answered anything, so that nobody is to be blamed.
bool outOfTime(const Assessment& assessment)
{
    const auto& seen = assessment.seen;
    const auto answers = [](const ServerAddressSeen& address) {
        return std::any_of(address.answers.begin(), address.answers.end(),
                           [](const auto& entry) { return entry.second.outcome != DnsOutcome::TimedOut; });
    };
    const auto unknown = [](const NameServerSeen& server) {
        return !server.found || server.found->state == FoundAddresses::State::Failed;
    };
    return seen.hurried && std::none_of(seen.addresses.begin(), seen.addresses.end(), answers) &&
           (!seen.addresses.empty() || std::all_of(seen.servers.begin(), seen.servers.end(), unknown));
}

Finding tellOutOfTime(const Assessment& assessment)
{
    const auto& seen = assessment.seen;
    const auto total = seen.addresses.size();
    const auto who = total == 0   ? std::string(", and no address of a name server was found")
                     : total == 1 ? " by " + seen.subjectOf(seen.addresses.front().address)
                                  : " by any of the " + std::to_string(total) + " addresses of its name servers";
    auto finding = found(serverFindings.timedOut, seen.zone.toString(), "was not answered for within --timeout" + who);
    finding.status = assessment.policy.timeoutStatus;
    return withCommand(std::move(finding), total == 0 ? "dig +trace " + seen.zone.toString() + " NS"
                                                      : assessment.dig(seen.addresses.front().address, "SOA"));
}

Finding tellUnserved(const Assessment& assessment)
{
    const auto& seen = assessment.seen;
    const auto total = seen.addresses.size();
    const auto count = assessment.good.size();
    std::string message;
    if (total == 0) {
        message = "has no name server with an " + familyWord(assessment.policy.families) + "address to ask: ";
    } else if (count == 0) {
        message =
            (total == 1 ? "is not served by the only address of its name servers: "
                        : "is served by none of the " + std::to_string(total) + " addresses of its name servers: ");
    } else {
        message = "is served by only " + std::to_string(count) + " of " + std::to_string(total) +
                  (total == 1 ? " address" : " addresses") + " of its name servers, " +
                  std::to_string(assessment.policy.minGood) + " wanted" + (count < total ? ": " : "");
    }
    const auto command = total == 0 ? "dig +trace " + seen.zone.toString() + " NS"
                                    : assessment.dig(seen.addresses.front().address, "SOA");
    return found(serverFindings.unserved, seen.zone.toString(), message + causes(assessment) + heldBack(seen), command);
}

/// Families that no address of can be reached, which is this machine's trouble.
std::vector<Finding> judgeRoutes(const Assessment& assessment)
{
    std::vector<Finding> findings;
    for (const auto family : {Family::IPv4, Family::IPv6}) {
        std::size_t all = 0;
        std::vector<IpAddress> cut;
        for (const auto& [address, service] : assessment.services) {
            if (address.family() != family || isExplained(assessment, address)) {
                continue;
            }
            ++all;
            if (service.state == State::Unreachable) {
                cut.push_back(address);
            }
        }
        const std::string name = family == Family::IPv4 ? "IPv4" : "IPv6";
        if (!cut.empty() && cut.size() == all) {
            findings.push_back(found(serverFindings.unreachable, assessment.seen.zone.toString(),
                                     "was not asked over " + name + ": this machine has no way to it, so " +
                                         std::to_string(all) + (all == 1 ? " address" : " addresses") +
                                         " of its name servers " + (all == 1 ? "was" : "were") + " not judged",
                                     assessment.dig(cut.front(), "SOA")));
            continue;
        }
        for (const auto& address : cut) {
            findings.push_back(found(serverFindings.unreachable, assessment.seen.subjectOf(address),
                                     assessment.services.at(address).words, assessment.dig(address, "SOA")));
        }
    }
    return findings;
}

std::string tcpWords(const DnsAnswer& answer)
{
    switch (answer.outcome) {
    case DnsOutcome::TimedOut: return "answers over UDP, but not over TCP (no answer)";
    case DnsOutcome::PortClosed: return "answers over UDP, but refuses TCP connections";
    default: return "answers over UDP, but not usefully over TCP: " + answer.detail;
    }
}

void judgeTcp(const ServerAddressSeen& seen, AddressFaults& faults)
{
    const auto* tcp = seen.at(Topic::SoaTcp);
    const auto* dnskey = seen.at(Topic::Dnskey);
    const bool dropsSoa = seen.at(Topic::Soa)->outcome == DnsOutcome::TimedOut; // a finding of its own
    if (tcp == nullptr || tcp->isConclusive() || (dropsSoa && tcp->outcome == DnsOutcome::TimedOut)) {
        return;
    }
    constexpr double tcpRoundTrips = 2.5; // the connection, the answer, and a little
    const bool isFarAway = tcp->outcome == DnsOutcome::TimedOut && seen.at(Topic::Soa)->isConclusive() &&
                           tcp->seconds < seen.at(Topic::Soa)->seconds * tcpRoundTrips;
    if (isFarAway) {
        return; // there was no time for it to answer
    }
    const bool cut =
        dnskey != nullptr && (dnskey->outcome == DnsOutcome::Truncated || dnskey->has(DnsOddity::TcpFailed));
    if (cut) {
        faults.add(serverFindings.truncated, seen.address,
                   "has a DNSKEY answer that is too long for UDP, and gives none over TCP", "DNSKEY +dnssec");
    } else {
        faults.add(serverFindings.noTcp, seen.address, tcpWords(*tcp), "SOA +tcp");
    }
}

void judgeEdns(const ServerAddressSeen& seen, AddressFaults& faults)
{
    const auto& soa = *seen.at(Topic::Soa);
    if (!soa.isConclusive()) {
        return; // no SOA at all is a finding of its own
    }
    if (soa.has(DnsOddity::WithoutEdns)) {
        faults.add(serverFindings.noEdns, seen.address,
                   soa.has(DnsOddity::Retried) ? "stays silent on questions with EDNS and answers those without"
                                               : "answers questions with EDNS by an error, and those without properly",
                   "SOA +edns=0");
    } else if (!soa.message.edns && soa.protocol == DnsProtocol::Udp) {
        faults.add(serverFindings.noEdns, seen.address, "answers questions with EDNS as if it did not know EDNS",
                   "SOA +edns=0");
    }
}

void judgeTypes(const ServerAddressSeen& seen, AddressFaults& faults)
{
    const auto& soa = *seen.at(Topic::Soa);
    const auto tell = [&](const DnsAnswer& answer, const std::string& topic) {
        const auto& question = answer.question;
        const auto what = question.name == soa.question.name ? toString(question.type) : "SOA " + question.toString();
        const auto words = answer.outcome == DnsOutcome::TimedOut ? std::string("stays silent")
                                                                  : "answers " + std::string(toString(answer.outcome));
        faults.add(serverFindings.dropsType, seen.address,
                   words + " when asked for " + topic +
                       ", and answers other "
                       "questions",
                   what);
    };
    if (soa.outcome == DnsOutcome::TimedOut) {
        tell(soa, soa.question.toString());
    }
    for (const auto& [topic, answer] : seen.answers) {
        if (topic != Topic::Recursion && topic != Topic::SoaTcp && topic != Topic::Soa && isDropped(answer)) {
            tell(answer, answer.question.toString());
        }
    }
    for (const auto& answer : seen.hosts) {
        if (isDropped(answer)) {
            // not each is asked for all the names
            tell(answer, "the " + toString(answer.question.type) + " records of a name server");
        }
    }
}

void judgeRecursion(const ServerAddressSeen& seen, AddressFaults& faults)
{
    const auto* answer = seen.at(Topic::Recursion);
    if (answer == nullptr || !answer->message.recursionAvailable) {
        return;
    }
    const auto rcode = answer->message.rcode;
    if (rcode == Rcode::Refused || rcode == Rcode::NotImp || rcode == Rcode::FormErr) {
        return; // it recurses for others
    }
    faults.add(serverFindings.recursive, seen.address,
               rcode == Rcode::NoError || rcode == Rcode::NxDomain
                   ? "looks up names of other zones for this machine (recursion is on)"
                   : "tries to look up names of other zones for this machine (recursion is on), and answers " +
                         toString(rcode),
               "SOA; dig @" + seen.address.toString() + " . NS");
}

bool isLossy(const ServerAddressSeen& seen)
{
    return std::any_of(seen.onSecondTry.begin(), seen.onSecondTry.end(),
                       [](Topic topic) { return topic != Topic::Recursion && topic != Topic::SoaTcp; });
}

/// What every address shows may weigh more than its kind says, or less.
void reconsider(Finding& finding, const AddressFaults& faults, const Assessment& assessment)
{
    const auto everywhere = [&](const FindingKind& kind) {
        return finding.id == kind.id &&
               std::all_of(assessment.good.begin(), assessment.good.end(),
                           [&](const ServerAddressSeen* seen) { return faults.has(kind, seen->address); });
    };
    const bool hasDs = !usableDs(assessment.seen).empty();
    if (everywhere(serverFindings.truncated) && hasDs) {
        finding.status = Status::Critical; // nobody can validate without the keys
    } else if (everywhere(serverFindings.noEdns) && hasDs) {
        finding.status = Status::Critical;
        finding.message += ", so nobody gets signatures, and the parent has a DS";
    } else if (everywhere(serverFindings.noTcp) && assessment.good.size() > 1) {
        finding.message += "; is TCP port 53 blocked here?";
    } else if (everywhere(serverFindings.lossy) && assessment.good.size() > 1) {
        finding.status = Status::Ok; // more likely this machine's own line
    }
}

} // namespace

bool isDropped(const DnsAnswer& answer)
{
    return !answer.isConclusive() && answer.outcome != DnsOutcome::Truncated &&
           answer.outcome != DnsOutcome::Referral && answer.outcome != DnsOutcome::AliasLoop;
}

std::vector<Finding> judgeService(const Assessment& assessment)
{
    const auto& seen = assessment.seen;
    const bool local = !assessment.services.empty() &&
                       std::all_of(assessment.services.begin(), assessment.services.end(),
                                   [](const auto& entry) { return entry.second.state == State::LocalFault; });
    if (local) {
        return {found(serverFindings.localFault, seen.zone.toString(), assessment.services.begin()->second.words)};
    }
    if (outOfTime(assessment)) {
        return {tellOutOfTime(assessment)};
    }
    std::vector<Finding> findings;
    if (assessment.nobody() || assessment.good.size() < assessment.policy.minGood) {
        findings.push_back(tellUnserved(assessment));
    }
    if (assessment.nobody()) {
        return findings; // which names every culprit
    }
    append(findings, judgeRoutes(assessment));
    const auto rest = "; " + std::to_string(assessment.good.size()) + " of " + std::to_string(seen.addresses.size()) +
                      (assessment.good.size() == 1 ? " addresses serves the zone" : " addresses serve the zone");
    for (const auto& address : seen.addresses) {
        const auto& service = assessment.services.at(address.address);
        const bool answers = service.state == State::Lame;
        if (assessment.isGood(address.address) || service.state == State::Unreachable ||
            isExplained(assessment, address.address)) {
            continue;
        }
        const auto& kind = service.state == State::LocalFault ? serverFindings.localFault
                           : answers                          ? serverFindings.lame
                                                              : serverFindings.noResponse;
        auto finding = found(kind, seen.subjectOf(address.address), service.words);
        finding.headline = service.words + rest;
        findings.push_back(withCommand(std::move(finding), assessment.dig(address.address, "SOA")));
    }
    return findings;
}

std::vector<Finding> judgeProtocol(const Assessment& assessment)
{
    AddressFaults faults(assessment);
    for (const auto* address : assessment.good) {
        const auto& service = assessment.services.at(address->address);
        if (service.state == State::Alias) {
            faults.add(serverFindings.apexCname, address->address, service.words, "CNAME");
        }
        judgeTcp(*address, faults);
        judgeEdns(*address, faults);
        judgeRecursion(*address, faults);
        if (!faults.has(serverFindings.truncated, address->address)) {
            judgeTypes(*address, faults);
        }
        if (isLossy(*address)) {
            faults.add(serverFindings.lossy, address->address,
                       "answered only after several questions had stayed without answer", "SOA");
        }
    }
    auto findings = faults.findings();
    for (auto& finding : findings) {
        reconsider(finding, faults, assessment);
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
