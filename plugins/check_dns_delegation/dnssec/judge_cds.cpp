// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/judge_cds.hpp"

#include "check/append.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/dnssec/signatures.hpp"
#include "check_dns_delegation/findings.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace mpm::checkDnsDelegation {
namespace {

std::vector<DnsRecord> recordsOf(const ServerAddressSeen& address, Topic topic)
{
    const auto* answer = address.at(topic);
    const bool sound = answer != nullptr && answer->outcome == DnsOutcome::Answered && answer->message.authoritative;
    return sound ? answer->records() : std::vector<DnsRecord>();
}

bool asksForRemoval(const DnsRecord& record)
{
    const auto* cds = record.as<DsRecord>();
    const auto* cdnskey = record.as<DnskeyRecord>();
    return (cds != nullptr && cds->algorithm == 0) || (cdnskey != nullptr && cdnskey->algorithm == 0);
}

/// Whether the parent would have a DS that leads to one of the keys.
bool leadsToKey(const DnsRecord& wish, const std::vector<DnsRecord>& keys)
{
    const auto* cds = wish.as<DsRecord>();
    return cds != nullptr
               ? leadsToAny(*cds, keys)
               : std::any_of(keys.begin(), keys.end(), [&](const DnsRecord& key) { return key.rdata == wish.rdata; });
}

/// Keys by tag and algorithm.
using KeyIds = std::set<std::pair<std::uint16_t, std::uint8_t>>;

KeyIds idsOf(const std::vector<DnsRecord>& wishes)
{
    KeyIds ids;
    for (const auto& wish : wishes) {
        if (const auto* cds = wish.as<DsRecord>()) {
            ids.emplace(cds->keyTag, cds->algorithm);
        } else if (const auto* cdnskey = wish.as<DnskeyRecord>()) {
            ids.emplace(cdnskey->keyTag, cdnskey->algorithm);
        }
    }
    return ids;
}

KeyIds idsOf(const std::vector<DsRecord>& ds)
{
    KeyIds ids;
    for (const auto& one : ds) {
        ids.emplace(one.keyTag, one.algorithm);
    }
    return ids;
}

/// Whether of some key only digests are asked for that the parent lacks. With CDNSKEY the parent may choose.
bool asksForOtherDigest(const std::vector<DnsRecord>& wishes, const std::vector<DsRecord>& ds)
{
    const auto isThere = [&](const DsRecord& wish) { return std::find(ds.begin(), ds.end(), wish) != ds.end(); };
    return std::any_of(wishes.begin(), wishes.end(), [&](const DnsRecord& record) {
        const auto* wish = record.as<DsRecord>();
        return wish != nullptr && std::none_of(wishes.begin(), wishes.end(), [&](const DnsRecord& other) {
                   const auto* cds = other.as<DsRecord>();
                   return cds == nullptr ||
                          (cds->keyTag == wish->keyTag && cds->algorithm == wish->algorithm && isThere(*cds));
               });
    });
}

} // namespace

std::vector<Finding> judgeCds(const Assessment& assessment, const std::vector<DsRecord>& ds)
{
    const auto zone = assessment.seen.zone.toString();
    for (const auto* address : assessment.good) {
        const auto keys = recordsOf(*address, Topic::Dnskey);
        auto wishes = recordsOf(*address, Topic::Cds);
        const bool byDigest = !wishes.empty();
        append(wishes, recordsOf(*address, Topic::Cdnskey));
        if (wishes.empty() || keys.empty() || ds.empty()) {
            continue;
        }
        const auto command = assessment.dig(address->address, byDigest ? "CDS" : "CDNSKEY");
        const auto all = [&](auto is) { return std::all_of(wishes.begin(), wishes.end(), is); };
        if (all(asksForRemoval)) {
            return {found(dnssecFindings.cdsDiffers, zone, "asks the parent to remove its DS (CDS 0 0 0 00)", command)};
        }
        if (std::none_of(wishes.begin(), wishes.end(), [&](const DnsRecord& wish) { return leadsToKey(wish, keys); })) {
            return {found(dnssecFindings.cdsBroken, zone, "has CDS or CDNSKEY records that lead to none of its keys",
                          command)};
        }
        if (idsOf(wishes) != idsOf(ds) || asksForOtherDigest(wishes, ds)) {
            return {found(dnssecFindings.cdsDiffers, zone, "asks by CDS or CDNSKEY for another DS than the parent has",
                          command)};
        }
        return {};
    }
    return {};
}

} // namespace mpm::checkDnsDelegation
