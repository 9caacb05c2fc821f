// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/lookup.hpp"

#include "check/peer_text.hpp"
#include "check/phrase_text.hpp"
#include "check_dns_delegation/registry/cache.hpp"
#include "check_dns_delegation/registry/rdap.hpp"
#include "check_dns_delegation/registry/rdap_client.hpp"
#include "check_dns_delegation/registry/whois_client.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t fewestLabels = 2; ///< of a domain that can be registered
constexpr std::size_t mostLabels = 4;   ///< of one, as under city and school domains
constexpr std::int64_t soonSeconds = 31L * 86400;

/// Second levels under which the registries of many countries take registrations, and those of single ones. What could
/// be anybody's name elsewhere is in the second list: the levels above a zone are asked about in vain otherwise.
constexpr std::string_view sharedLevels = "ac|co|com|edu|go|gob|gouv|gov|govt|gub|gv|mil|ne|net|nom|or|org|sch";
constexpr std::string_view countrysLevels =
    "id.au|asn.au|adv.br|art.br|blog.br|eng.br|ind.br|inf.br|med.br|psi.br|tv.br|asso.fr|presse.fr|tm.fr|idv.hk|biz.id|"
    "desa.id|my.id|web.id|k12.il|muni.il|firm.in|gen.in|ind.in|nic.in|res.in|ad.jp|ed.jp|gr.jp|lg.jp|es.kr|hs.kr|kg.kr|"
    "ms.kr|pe.kr|re.kr|sc.kr|cri.nz|geek.nz|gen.nz|health.nz|iwi.nz|kiwi.nz|maori.nz|parliament.nz|school.nz|biz.pl|"
    "info.pl|waw.pl|msk.ru|pp.ru|spb.ru|med.sa|pub.sa|ens.tn|fin.tn|ind.tn|info.tn|intl.tn|perso.tn|av.tr|bel.tr|biz."
    "tr|"
    "dr.tr|gen.tr|info.tr|k12.tr|kep.tr|name.tr|pol.tr|tel.tr|tv.tr|web.tr|club.tw|ebiz.tw|game.tw|idv.tw|in.ua|kiev."
    "ua|"
    "kyiv.ua|lviv.ua|ltd.uk|me.uk|nhs.uk|plc.uk|police.uk|law.za|school.za|web.za";

/// "co.uk": a country's registry takes registrations below it. (com.de is a private one, and the registry's own
/// answer about it is of no use either.)
bool isSharedLevel(const DnsName& name)
{
    const auto labels = name.labels();
    return labels.size() == 2 && labels[1].size() == 2 &&
           (isAmong(sharedLevels, labels[0]) || isAmong(countrysLevels, name.toString()));
}

/// What is of use of a record: it says whether the domain is registered.
bool isSound(const RegistryRecord& record)
{
    return record.state == RegistryRecord::State::Registered || record.state == RegistryRecord::State::NotRegistered;
}

/// Somebody should do something, and may have done it by the next run.
bool isTroubled(const RegistrySeen& seen, std::int64_t now)
{
    const auto& record = seen.record;
    return record.state == RegistryRecord::State::NotRegistered || !record.hold().empty() ||
           (record.expires && *record.expires - now < soonSeconds);
}

/// One way to ask, with what it found wrong as a failure.
template <class Ask>
RegistrySeen attempt(const RegistryPlan& plan, Ask ask)
{
    RegistrySeen seen;
    seen.domain = plan.domain;
    try {
        ask(seen);
        const auto& record = seen.record;
        seen.throttled = record.state == RegistryRecord::State::Throttled;
        seen.failedState = registryStanding(record);
        seen.failedProof = record.evidence;
        if (isSound(record) && record.domain && *record.domain != seen.domain) { // RDAP's, which is not read for a name
            seen.failedState = "another";
            seen.failedProof = "domain " + record.domain->toString();
            seen.failure =
                Failure{FailureKind::Protocol, seen.source + ": sent the record of " + record.domain->toString() +
                                                   ", not that of " + seen.domain.toString()};
        } else if (!isSound(seen.record)) {
            seen.failure = Failure{FailureKind::Protocol, seen.source + ": " + record.detail};
        }
    } catch (const PeerFailed& failed) {
        seen.failure = failed.failure();
        seen.failedState = "no-answer";
        seen.failedProof.clear();
    }
    if (seen.failure) {
        seen.record = RegistryRecord();
    } else {
        seen.failedState.clear();
        seen.failedProof.clear();
    }
    return seen;
}

/// Where no domains are registered, a registry's "no" says nothing.
bool isReverse(const DnsName& zone)
{
    return !zone.isRoot() && zone.labels().back() == "arpa";
}

RegistrySeen ask(const RegistryPlan& plan, const NetworkAccess& network, Deadline deadline)
{
    std::string passedOver;
    bool throttled = false;
    if (isReverse(plan.domain)) {
        RegistrySeen seen;
        seen.domain = plan.domain;
        seen.failure =
            Failure{FailureKind::NoSuchName, "nobody was asked: in arpa there are networks, not registered domains"};
        return seen;
    }
    if (plan.wantsRdap()) {
        const auto share = plan.whois ? deadline.share(2) : deadline;
        auto seen = attempt(plan, [&](RegistrySeen& s) { askByRdap(plan, network, s, share); });
        if (!seen.failure || !plan.whois) {
            return seen;
        }
        passedOver = seen.failure->detail;
        throttled = seen.throttled;
    }
    auto seen = attempt(plan, [&](RegistrySeen& s) { askByWhois(plan, network, s, deadline); });
    if (seen.failure && !passedOver.empty()) {
        seen.failure->detail = "RDAP: " + passedOver + "; WHOIS: " + seen.failure->detail;
        seen.throttled = seen.throttled || throttled;
    }
    seen.passedOver = std::move(passedOver);
    return seen;
}

/// The servers that the user chose. Of a bootstrap file only what it says of this domain counts.
std::string chosenServers(const RegistryPlan& plan)
{
    std::string chosen;
    if (plan.wantsRdap()) {
        chosen =
            "rdap " + (plan.bootstrap.empty() ? plan.bootstrapUrl : rdapBaseFor(plan.bootstrap, plan.domain)) + " ";
    }
    return chosen + (plan.whois ? "whois " + plan.whoisServer : "");
}

/// Not what this machine could not do, nor what nobody was asked.
bool isWorthKeeping(const RegistrySeen& seen)
{
    return !seen.failure || (seen.failure->kind != FailureKind::LocalFault && !isReverse(seen.domain));
}

/// What was kept of an earlier run: its answer unless that is too old to be of any use, its failure unless it is time
/// to ask again.
std::optional<RegistrySeen> keptAnswer(const RegistryCacheKey& key, std::int64_t now)
{
    if (key.folder.empty()) {
        return std::nullopt;
    }
    auto kept = readRegistryCache(key, now);
    if (kept && now - kept->fetched > staleSeconds) {
        kept->record = RegistryRecord();
    }
    if (kept && now >= askAgainAt(*kept)) {
        kept->failure.reset();
    }
    return kept && (kept->failure || isSound(kept->record)) ? kept : std::nullopt;
}

} // namespace

std::string RegistrySeen::state() const
{
    return isSound(record) ? std::string(registryStanding(record)) : failedState.empty() ? "no-answer" : failedState;
}

const std::string& RegistrySeen::proof() const
{
    return isSound(record) ? record.evidence : failedProof;
}

std::vector<DnsName> registrableNames(const DnsName& zone)
{
    auto name = zone;
    while (name.labels().size() > mostLabels) {
        name = name.parent();
    }
    std::vector<DnsName> names{name};
    for (name = name.parent(); name.labels().size() >= fewestLabels && !isSharedLevel(name); name = name.parent()) {
        names.push_back(name);
    }
    return names;
}

std::int64_t askAgainAt(const RegistrySeen& seen)
{
    return seen.failedAt + (seen.throttled ? throttledSeconds : failedSeconds);
}

RegistrySeen lookUpRegistry(const RegistryPlan& plan, const NetworkAccess& network, std::int64_t now,
                            KeptAnswers usable, Deadline deadline)
{
    const RegistryCacheKey key{plan.cacheFolder, plan.domain, chosenServers(plan)};
    auto kept = keptAnswer(key, now);
    if (kept && kept->failure) {
        return *kept;
    }
    if (kept) {
        const bool soon = usable == KeptAnswers::Recent || isTroubled(*kept, now);
        if (now - kept->fetched < (soon ? troubledSeconds : freshSeconds)) {
            return *kept;
        }
    }
    auto seen = ask(plan, network, deadline);
    seen.fetched = now;
    seen.failedAt = seen.failure ? now : 0;
    if (seen.failure && kept) {
        kept->failure = seen.failure;
        kept->throttled = seen.throttled;
        kept->failedAt = now;
        kept->failedState = seen.failedState;
        kept->failedProof = seen.failedProof;
        seen = *kept;
    }
    if (!key.folder.empty() && isWorthKeeping(seen)) {
        seen.cacheFault = writeRegistryCache(key, seen);
    }
    return seen;
}

} // namespace mpm
