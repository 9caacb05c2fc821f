// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/unfollowed.hpp"

#include "check/ascii.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

constexpr std::size_t mostShown = 3;

/// As judgeProtocol tells servers without EDNS and without TCP.
bool isWithoutEdns(const ServerAddressSeen& address)
{
    const auto* soa = address.at(Topic::Soa);
    return soa != nullptr && soa->isConclusive() && !soa->message.edns;
}

bool isWithoutTcp(const ServerAddressSeen& address)
{
    const auto* tcp = address.at(Topic::SoaTcp);
    return tcp != nullptr && !tcp->isConclusive();
}

} // namespace

std::optional<Unfollowed> whyUnfollowed(const ServerAddressSeen& address, bool hurried)
{
    const auto* dnskey = address.at(Topic::Dnskey);
    if (dnskey == nullptr || (hurried && dnskey->outcome == DnsOutcome::TimedOut)) {
        return std::nullopt;
    }
    const bool cut = dnskey->outcome == DnsOutcome::Truncated || dnskey->has(DnsOddity::TcpFailed);
    if (isWithoutEdns(address)) {
        return Unfollowed{"does not understand EDNS", &serverFindings.noEdns};
    }
    if (cut) {
        return Unfollowed{"gives a DNSKEY answer too long for UDP, and none over TCP",
                          isWithoutTcp(address) ? &serverFindings.truncated : nullptr};
    }
    if (dnskey->isConclusive() && !dnskey->message.authoritative) {
        return Unfollowed{"answers without authority (AA is not set) when asked for DNSKEY"};
    }
    if (dnskey->isConclusive()) {
        return Unfollowed{"gives its DNSKEY records only to questions without EDNS, so without signatures"};
    }
    if (dnskey->outcome == DnsOutcome::Referral || dnskey->outcome == DnsOutcome::AliasLoop) {
        return Unfollowed{"has no answer of its own when asked for DNSKEY (" +
                          std::string(mpm::toString(dnskey->outcome)) + ")"};
    }
    return Unfollowed{dnskey->outcome == DnsOutcome::TimedOut
                          ? std::string("stays silent when asked for DNSKEY")
                          : "answers " + std::string(mpm::toString(dnskey->outcome)) + " when asked for DNSKEY",
                      &serverFindings.dropsType};
}

bool isToldAsCritical(const AllUnfollowed& unfollowed)
{
    const auto all = [&](const FindingKind& kind) {
        return std::all_of(unfollowed.begin(), unfollowed.end(),
                           [&](const auto& one) { return one.second.toldAs == &kind; });
    };
    return all(serverFindings.noEdns) || all(serverFindings.truncated);
}

Finding nobodyHasKeys(const Assessment& assessment, const AllUnfollowed& unfollowed)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < std::min(unfollowed.size(), mostShown); ++i) {
        texts.push_back(assessment.seen.subjectOf(unfollowed[i].first->address) + " " + unfollowed[i].second.words);
    }
    const auto more = unfollowed.size() - texts.size();
    return found(dnssecFindings.rrsigMissing, assessment.seen.zone.toString(),
                 "has no server that gives its DNSKEY records, to which the parent's DS leads: " + join(texts, "; ") +
                     (more > 0 ? "; and " + std::to_string(more) + " more" : ""),
                 assessment.dig("DNSKEY +dnssec"));
}

} // namespace mpm::checkDnsDelegation
