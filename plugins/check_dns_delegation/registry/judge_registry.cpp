// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/judge_registry.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/dnssec/judge_dnssec.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/registry/command.hpp"
#include "check_dns_delegation/registry/compare_addresses.hpp"
#include "check_dns_delegation/registry/date.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace mpm::checkDnsDelegation {
namespace {

constexpr std::size_t mostNames = 8; ///< in one sentence

std::string age(std::int64_t seconds)
{
    const auto counted = [](std::int64_t number, const std::string& unit) {
        return std::to_string(number) + " " + unit + (number == 1 ? "" : "s");
    };
    if (seconds < 120) {
        return counted(seconds, "second");
    }
    if (seconds < 7200) {
        return counted(seconds / 60, "minute");
    }
    return seconds < 172800 ? counted(seconds / 3600, "hour") : counted(seconds / 86400, "day");
}

/// "asked 5 hours ago"; empty for an answer of this run.
std::string ageOfAnswer(const Observation& seen)
{
    const auto seconds = seen.now - seen.registry->fetched;
    return seconds > 0 ? "asked " + age(seconds) + " ago" : "";
}

/// " (text)", or nothing.
std::string inBrackets(const std::string& text)
{
    return text.empty() ? "" : " (" + text + ")";
}

std::string asked(const Observation& seen)
{
    return inBrackets(ageOfAnswer(seen));
}

std::string shown(const std::set<DnsName>& names)
{
    std::vector<std::string> texts;
    for (const auto& name : names) {
        if (texts.size() < mostNames) {
            texts.push_back(name.toString());
        }
    }
    const auto rest = names.size() - texts.size();
    return join(texts, ", ") + (rest == 0 ? "" : " and " + std::to_string(rest) + " more");
}

std::set<DnsName> without(std::set<DnsName> names, const std::set<DnsName>& others)
{
    std::erase_if(names, [&](const DnsName& name) { return others.contains(name); });
    return names;
}

/// Digests aside: caches do without them, and a digest says no more than the key that it leads to.
std::set<std::tuple<unsigned, unsigned, unsigned>> idsOf(const std::vector<DsRecord>& all, bool keysOnly)
{
    std::set<std::tuple<unsigned, unsigned, unsigned>> ids;
    for (const auto& ds : all) {
        ids.emplace(ds.keyTag, ds.algorithm, keysOnly ? 0 : ds.digestType);
    }
    return ids;
}

/// A registry may tell the keys alone, from which it makes the DS.
bool tellsKeys(const std::vector<DsRecord>& all)
{
    return std::any_of(all.begin(), all.end(), [](const DsRecord& ds) { return ds.digestType == 0; });
}

/// Who says when the registration ends.
const std::string& expirySource(const Observation& seen)
{
    return seen.registry->expirySource.empty() ? seen.registry->source : seen.registry->expirySource;
}

/// " See it with: whois ...", where there is a command that is safe to paste.
std::string command(const Observation& seen)
{
    const auto text = registryCommand(seen.registry->source, seen.domain());
    return text.empty() ? "" : " See it with: " + text;
}

Finding told(const FindingKind& kind, const Observation& seen, const std::string& message)
{
    auto finding = found(kind, seen.domain().toString(), message);
    finding.remedy += command(seen);
    return finding;
}

/// What the registry says, whoever is right.
Finding compared(const FindingKind& kind, const Observation& seen, const std::string& message)
{
    return told(kind, seen, seen.registry->source + asked(seen) + " " + message);
}

std::vector<Finding> compareNames(const Observation& seen)
{
    const auto& record = seen.registry->record;
    std::set<DnsName> registry;
    std::set<DnsName> parent;
    for (const auto& host : record.hosts) {
        registry.insert(host.name);
    }
    for (const auto& server : seen.walk.servers) {
        parent.insert(server.name);
    }
    const auto more = without(registry, parent);
    const auto fewer = record.hostsUnclear ? std::set<DnsName>() : without(parent, registry);
    if (more.empty() && fewer.empty()) {
        return {};
    }
    return {compared(registryFindings.nsDiffers, seen,
                     more.empty()    ? "does not list " + shown(fewer) + ", to which the parent zone delegates"
                     : fewer.empty() ? "lists " + shown(more) + ", to which the parent zone does not delegate"
                                     : "lists " + shown(more) + " where the parent zone delegates to " + shown(fewer))};
}

std::vector<Finding> compareHosts(const Observation& seen)
{
    const auto& record = seen.registry->record;
    if (record.hosts.empty() || seen.walk.end != Walk::End::Delegated) {
        return {};
    }
    auto findings = compareNames(seen);
    for (const auto& host : record.hosts) {
        if (!host.name.isWithin(seen.zone)) {
            continue;
        }
        if (record.showsAddresses && host.addresses.empty() && !host.unclear) {
            findings.push_back(
                compared(registryFindings.hostWithoutAddress, seen, "has no address for " + host.name.toString()));
        } else if (const auto message = addressesDiffer(seen, host); !message.empty()) {
            findings.push_back(compared(registryFindings.hostDiffers, seen, message));
        }
    }
    return findings;
}

std::vector<Finding> compareDs(const Observation& seen)
{
    const auto parent = parentDs(seen);
    const auto& registry = seen.registry->record.ds;
    if (!parent || !registry || seen.walk.end != Walk::End::Delegated ||
        idsOf(*parent, tellsKeys(*registry)) == idsOf(*registry, tellsKeys(*registry))) {
        return {};
    }
    return {compared(registryFindings.dsDiffers, seen,
                     "has " + std::to_string(registry->size()) + " DS, the parent zone " +
                         std::to_string(parent->size()) + ", and they are not for the same keys")};
}

/// " (20 minutes ago; not asked again for 40 minutes)"; empty for a failure of this run.
std::string failedAgo(const Observation& seen)
{
    const auto& registry = *seen.registry;
    const auto seconds = seen.now - registry.failedAt;
    return seconds > 0 ? " (" + age(seconds) + " ago; not asked again for " + age(askAgainAt(registry) - seen.now) + ")"
                       : "";
}

/// Why the registry said nothing in this run, and which older answer is judged then.
std::vector<Finding> judgeFailure(const Observation& seen)
{
    const auto& registry = *seen.registry;
    std::vector<Finding> findings;
    if (registry.failure) {
        const auto kept = registry.record.state == RegistryRecord::State::Unreadable
                              ? ""
                              : "; judged by its answer of " + age(seen.now - registry.fetched) + " ago";
        const bool ours = registry.failure->kind == FailureKind::LocalFault;
        findings.push_back(told(ours ? serverFindings.localFault : registryFindings.unavailable, seen,
                                registry.failure->detail + failedAgo(seen) + kept));
    }
    if (!registry.cacheFault.empty()) {
        auto finding = found(serverFindings.localFault, seen.zone.toString(), "--cache-dir: " + registry.cacheFault);
        finding.remedy = "This machine's operator must make the folder and let the user that runs the check write to "
                         "it, or name another one.";
        findings.push_back(std::move(finding));
    }
    return findings;
}

/// " or 2031-01-31, of which the earlier counts": an answer in which two days disagree.
std::string otherEnd(const RegistryRecord& record)
{
    return record.laterEnd ? " or " + registryDay(*record.laterEnd) + ", of which the earlier counts" : "";
}

/// Not a fault: what there is to know.
Finding judgeAnswer(const Observation& seen)
{
    const auto& registry = *seen.registry;
    const auto& record = registry.record;
    std::set<DnsName> names;
    for (const auto& host : record.hosts) {
        names.insert(host.name);
    }
    auto text = (names.empty() ? "does not tell the name servers" : "lists " + shown(names)) +
                (record.expires ? ", registered until " + registryDay(*record.expires) : "") + otherEnd(record) +
                (registry.expirySource.empty() ? "" : " (says the registrar's " + registry.expirySource + ")") +
                (record.statuses.empty() ? "" : ", status " + harmless(join(record.statuses, ", "), 100));
    if (!registry.registrarSilence.empty()) {
        text += "; its registrar's server was of no use: " + registry.registrarSilence;
    }
    if (!registry.passedOver.empty()) {
        text += "; asked because of " + registry.passedOver;
    }
    return compared(registryFindings.answer, seen, text);
}

} // namespace

std::string heldBack(const Observation& seen)
{
    const auto hold = seen.registry ? seen.registry->record.hold() : "";
    return hold.empty() ? "" : "; the registry has it on hold (" + hold + ")";
}

std::vector<Finding> judgeRegistry(const Observation& seen)
{
    if (!seen.registry) {
        return {};
    }
    const auto& registry = *seen.registry;
    const auto& record = registry.record;
    auto findings = judgeFailure(seen);
    if (record.state == RegistryRecord::State::NotRegistered) {
        findings.push_back(
            compared(registryFindings.notRegistered, seen, "says that it is not registered: " + record.detail));
    }
    if (record.state != RegistryRecord::State::Registered) {
        return findings;
    }
    if (const auto hold = record.hold(); !hold.empty()) {
        findings.push_back(compared(registryFindings.onHold, seen,
                                    "has its status as '" + hold + "'" +
                                        (record.isBeingDeleted() ? ": it is about to be deleted" : "")));
    }
    if (registry.domain == seen.zone) { // else the registry speaks of a zone above
        append(findings, compareHosts(seen));
        append(findings, compareDs(seen));
    }
    findings.push_back(judgeAnswer(seen));
    return findings;
}

std::optional<Metric> domainDays(const Observation& seen)
{
    if (!seen.registry || !seen.registry->record.expires) {
        return std::nullopt;
    }
    const auto expires = *seen.registry->record.expires;
    auto days = count("domain_days", std::floor(static_cast<double>(expires - seen.now) / 86400));
    days.min.reset(); // a domain may have expired
    days.findingId = days.value < 0 ? registryFindings.expired.id : registryFindings.expiresSoon.id;
    days.note = ": the registration of " + seen.domain().toString() + (days.value < 0 ? " ended" : " ends") + " on " +
                registryDay(expires) + otherEnd(seen.registry->record) + ", says " + expirySource(seen) + asked(seen);
    days.command = registryCommand(expirySource(seen), seen.domain());
    return days;
}

std::string registeredFor(const Observation& seen)
{
    const auto days = domainDays(seen);
    if (!days) {
        return {};
    }
    const auto source = seen.registry->expirySource.empty() ? "" : "says " + seen.registry->expirySource;
    const auto old = ageOfAnswer(seen);
    const auto name = seen.domain() == seen.zone ? "" : seen.domain().toString() + " ";
    return ", " + name + "registered for " + formatNumber(days->value, 0) + " more days" +
           inBrackets(source + (source.empty() || old.empty() ? "" : ", ") + old);
}

} // namespace mpm::checkDnsDelegation
