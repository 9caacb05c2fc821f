// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/judge_keys.hpp"

#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/dnssec/algorithms.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <set>

namespace mpm::checkDnsDelegation {
namespace {

constexpr std::size_t fewestRsaBits = 1024;

/// Of one server's keys one that signs what none does that the other server has.
const DnsRecord* missingAt(const Chain& other, const Chain& signer)
{
    for (const auto& keys : signer.signers) {
        const bool known =
            std::any_of(keys.begin(), keys.end(), [&](const DnsRecord& key) { return other.holds(key); });
        if (!keys.empty() && !known) {
            return &keys.front();
        }
    }
    return nullptr;
}

/// Whether there is an entry to the zone that needs none of its unused keys.
bool hasSoundEntry(const Chain& chain)
{
    return !chain.fault && std::any_of(chain.entries.begin(), chain.entries.end(), [](const DnsRecord& key) {
        return algorithmStanding(key.as<DnskeyRecord>()->algorithm) == Standing::Used;
    });
}

} // namespace

std::vector<Finding> judgeKeySets(const Assessment& assessment, const Chains& chains)
{
    for (const auto& [signer, signing] : chains) {
        for (const auto& [other, publishing] : chains) {
            if (signing.fault || publishing.fault || publishing.keys.empty()) {
                continue; // which is told already
            }
            if (const auto* key = missingAt(publishing, signing)) {
                return {found(dnssecFindings.keysDiffer, assessment.seen.zone.toString(),
                              "is signed by " + shownTags({*key}) + " at " +
                                  assessment.seen.subjectOf(signer->address) + ", and the DNSKEY set of " +
                                  assessment.seen.subjectOf(other->address) +
                                  " lacks it: resolvers fail that ask one for the keys and the other for the rest",
                              assessment.dig(other->address, "DNSKEY"))};
            }
        }
    }
    return {};
}

std::vector<Finding> judgeAlgorithms(const Assessment& assessment, const Chains& chains)
{
    std::vector<Finding> findings;
    std::set<std::string> told;
    const auto tell = [&](const FindingKind& kind, const std::string& message, const std::string& remedy = "") {
        if (told.insert(std::string(kind.id)).second) {
            auto finding = mpm::found(kind, assessment.seen.zone.toString(), message);
            finding.remedy = remedy.empty() ? finding.remedy : remedy;
            findings.push_back(withCommand(std::move(finding), assessment.dig("DNSKEY")));
        }
    };
    for (const auto& [address, chain] : chains) {
        for (const auto& record : chain.keys) {
            const auto& key = *record.as<DnskeyRecord>();
            const auto tag = "has key " + std::to_string(key.keyTag);
            const auto standing = algorithmStanding(key.algorithm);
            if (standing == Standing::Unused && hasSoundEntry(chain)) {
                tell(dnssecFindings.algorithmDeprecated,
                     tag + " with algorithm " + std::to_string(key.algorithm) + ", which validators do not use",
                     "The zone's operator must remove this key: the zone is signed by others, which validators use.");
            } else if (standing != Standing::Used) {
                tell(
                    dnssecFindings.algorithmDeprecated,
                    tag + " with algorithm " + std::to_string(key.algorithm) +
                        (standing == Standing::Deprecated ? ", which is deprecated" : ", which validators do not use"));
            }
            const auto bits = rsaBits(key);
            if (bits != 0 && bits < fewestRsaBits) {
                tell(dnssecFindings.keyWeak, tag + " of only " + std::to_string(bits) + " bits");
            }
        }
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
