// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/judge_ds.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/dnssec/algorithms.hpp"
#include "check_dns_delegation/dnssec/judge_dnssec.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

constexpr std::size_t mostShown = 4;

bool leads(const Chain& chain, const DsRecord& ds)
{
    return std::find(chain.matched.begin(), chain.matched.end(), ds) != chain.matched.end();
}

/// The key that the DS is the digest of, where a server has it.
const DnskeyRecord* keyOf(const DsRecord& ds, const Chains& chains)
{
    for (const auto& [address, chain] : chains) {
        for (const auto& key : chain.keys) {
            if (leadsToAny(ds, {key})) {
                return key.as<DnskeyRecord>();
            }
        }
    }
    return nullptr;
}

bool hasTag(const Chains& chains, std::uint16_t tag)
{
    return std::any_of(chains.begin(), chains.end(), [=](const auto& entry) {
        const auto& keys = entry.second.keys;
        return std::any_of(keys.begin(), keys.end(),
                           [=](const DnsRecord& key) { return key.as<DnskeyRecord>()->keyTag == tag; });
    });
}

/// "key 4711: algorithm 3, digest type 1"
std::string shown(const DsRecord& ds)
{
    return "key " + std::to_string(ds.keyTag) + ": algorithm " + std::to_string(ds.algorithm) + ", digest type " +
           std::to_string(ds.digestType);
}

/// The keys of DS records that lead to none of use, by what is wrong with them.
struct StaleDs {
    std::vector<std::string> revoked;
    std::vector<std::string> otherDigest;
    std::vector<std::string> withoutKey;

    /// All of them in one sentence; empty when there is none.
    std::string text() const
    {
        std::vector<std::string> texts;
        const auto add = [&](const std::vector<std::string>& tags, const std::string& one, const std::string& several) {
            if (tags.size() == 1) {
                texts.push_back("has a DS at the parent for key " + tags.front() + ", " + one);
            } else if (!tags.empty()) {
                texts.push_back("has " + std::to_string(tags.size()) + " DS at the parent " + several + " (keys " +
                                listed(tags) + ")");
            }
        };
        add(revoked, "which is revoked", "for revoked keys");
        add(otherDigest, "whose digest is not that key's", "whose digests are not those of the keys they name");
        add(withoutKey, "which leads to no key of the zone", "that lead to no key of the zone");
        return join(texts, "; ");
    }
};

} // namespace

std::vector<Finding> judgeExpectedDs(const Assessment& assessment, const std::vector<DsRecord>& ds)
{
    const auto& expected = assessment.policy.expectDs;
    const auto fits = [](const ExpectedDs& want, const DsRecord& one) {
        return want.keyTag == one.keyTag && want.algorithm.value_or(one.algorithm) == one.algorithm &&
               want.digestType.value_or(one.digestType) == one.digestType &&
               (want.digest.empty() || want.digest == one.digest);
    };
    std::vector<Finding> findings;
    if (expected.empty()) {
        return findings;
    }
    const auto zone = assessment.seen.zone.toString();
    const auto command = digParent(assessment.seen, "DS");
    for (const auto& want : expected) {
        if (std::none_of(ds.begin(), ds.end(), [&](const DsRecord& one) { return fits(want, one); })) {
            findings.push_back(
                found(dnssecFindings.dsMissing, zone, "lacks the DS " + want.toString() + " at the parent", command));
        }
    }
    for (const auto& one : ds) {
        if (std::none_of(expected.begin(), expected.end(), [&](const auto& want) { return fits(want, one); })) {
            findings.push_back(found(
                dnssecFindings.dsUnexpected, zone,
                "has a DS for key " + std::to_string(one.keyTag) + " at the parent, which is not expected", command));
        }
    }
    return findings;
}

Finding unusableDs(const Assessment& assessment, const std::vector<DsRecord>& ds, const Chains& chains)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < std::min(ds.size(), mostShown); ++i) {
        texts.push_back(shown(ds[i]));
    }
    const auto more = ds.size() - texts.size();
    auto finding = found(dnssecFindings.dsUnusable, assessment.seen.zone.toString(),
                         "counts as unsigned, though the parent has a DS: validating resolvers do not use " +
                             std::string(ds.size() == 1 ? "its algorithm or digest type (" : "any of them (") +
                             join(texts, "; ") + (more > 0 ? "; and " + std::to_string(more) + " more" : "") + ")");
    finding.remedy += dsToEnter(chains);
    return withCommand(std::move(finding), digParent(assessment.seen, "DS"));
}

std::vector<Finding> judgeDsSet(const Assessment& assessment, const std::vector<DsRecord>& ds, const Chains& chains)
{
    std::vector<Finding> findings;
    const auto tell = [&](const FindingKind& kind, const std::string& message) {
        auto finding = found(kind, assessment.seen.zone.toString(), message);
        finding.remedy += dsToEnter(chains);
        findings.push_back(withCommand(std::move(finding), digParent(assessment.seen, "DS")));
    };
    const bool good = std::any_of(chains.begin(), chains.end(), [](const auto& entry) {
        return !entry.second.fault && !entry.second.matched.empty();
    });
    StaleDs stale;
    std::string cut;
    for (const auto& one : good ? ds : std::vector<DsRecord>()) {
        const bool used =
            std::any_of(chains.begin(), chains.end(), [&](const auto& entry) { return leads(entry.second, one); });
        const auto* key = keyOf(one, chains);
        const auto tag = std::to_string(one.keyTag);
        const auto length = digestLength(one.digestType).value_or(one.digest.size());
        if (one.digest.size() != length) {
            const auto text = "has a DS at the parent for key " + tag + " with " + std::to_string(one.digest.size()) +
                              " octets, where digest type " + std::to_string(one.digestType) + " has " +
                              std::to_string(length) +
                              ": some validating resolvers (BIND) can't read any of the DS then";
            cut = cut.empty() ? text : cut;
        } else if (key != nullptr && key->isRevoked()) {
            stale.revoked.push_back(tag);
        } else if (key == nullptr && !used && isDsOfAllParents(assessment.seen, one)) {
            (hasTag(chains, one.keyTag) ? stale.otherDigest : stale.withoutKey).push_back(tag);
        }
    }
    if (!cut.empty()) {
        tell(dnssecFindings.dsMismatch, cut);
    }
    if (const auto text = stale.text(); !text.empty()) {
        tell(dnssecFindings.dsStale, text);
    }
    const bool sound = std::any_of(
        ds.begin(), ds.end(), [](const DsRecord& one) { return digestStanding(one.digestType) == Standing::Used; });
    if (!ds.empty() && !sound) {
        tell(dnssecFindings.digestDeprecated, "has a DS at the parent with digest type " +
                                                  std::to_string(ds.front().digestType) +
                                                  " alone, which is deprecated");
    }
    return findings;
}

std::vector<Finding> judgeAbsentDs(const Assessment& assessment, const Chains& chains)
{
    const auto& seen = assessment.seen;
    const auto say = [&](const std::string& message) {
        return found(dnssecFindings.noDs, seen.zone.toString(), message);
    };
    const auto command = digParent(seen, "DS");
    if (!parentDs(seen)) {
        if (seen.parentDs.empty() || seen.hurried) {
            return {}; // nobody was asked, or not for long enough
        }
        const auto& detail = seen.parentDs.front().detail;
        auto finding = say("is signed, but whether the parent has a DS is not known: none of its servers says so when "
                           "asked" +
                           (detail.empty() ? "" : " (" + detail + ")"));
        finding.remedy = "The parent's operator must make its servers answer questions for DS.";
        return {withCommand(std::move(finding), command)};
    }
    auto finding = say("is signed, but the parent has no DS");
    const bool usable =
        std::any_of(chains.begin(), chains.end(), [](const auto& entry) { return anyUsable(entry.second.keys); });
    if (usable) {
        finding.remedy += dsToEnter(chains);
    } else {
        finding.remedy = "The zone's operator must sign with algorithm 13 (ECDSAP256SHA256), since validators use none "
                         "of the zone's keys; then the registrar can enter the DS of that key.";
    }
    return {withCommand(std::move(finding), command)};
}

std::string dsToEnter(const Chains& chains)
{
    std::vector<std::string> texts;
    for (const bool entryPoints : {true, false}) { // any key may be one, those that are meant for it come first
        for (const auto& [address, chain] : chains) {
            for (const auto& record : texts.empty() || entryPoints ? chain.entries : std::vector<DnsRecord>()) {
                const auto& key = *record.as<DnskeyRecord>();
                const auto ds =
                    key.isRevoked() || key.isSecureEntryPoint() != entryPoints ? std::nullopt : dsFor(record);
                const auto text = ds ? std::to_string(ds->keyTag) + " " + std::to_string(ds->algorithm) + " " +
                                           std::to_string(ds->digestType) + " " + toHex(ds->digest)
                                     : "";
                if (!text.empty() && texts.size() < mostShown &&
                    std::find(texts.begin(), texts.end(), text) == texts.end()) {
                    texts.push_back(text);
                }
            }
        }
    }
    return texts.empty() ? "" : " The DS to enter: " + join(texts, "; ") + ".";
}

} // namespace mpm::checkDnsDelegation
