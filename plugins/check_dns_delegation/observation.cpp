// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/observation.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check/peer_text.hpp"
#include "check/range.hpp"
#include "check_dns_delegation/registry/date.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

std::string_view toString(Walk::End end)
{
    switch (end) {
    case Walk::End::Delegated: return "delegated";
    case Walk::End::SharedServers: return "shared-servers";
    case Walk::End::Alias: return "alias";
    case Walk::End::NotACut: return "not-a-cut";
    case Walk::End::NoSuchName: return "no-such-name";
    case Walk::End::Intercepted: return "intercepted";
    case Walk::End::NoAnswer: return "no-answer";
    case Walk::End::NoServer: return "no-server";
    }
    return "no-answer";
}

std::string_view toString(ParentAnswer::Kind kind)
{
    switch (kind) {
    case ParentAnswer::Kind::Referral: return "referral";
    case ParentAnswer::Kind::OwnZone: return "own-zone";
    case ParentAnswer::Kind::Alias: return "alias";
    case ParentAnswer::Kind::NotACut: return "not-a-cut";
    case ParentAnswer::Kind::NoSuchName: return "no-such-name";
    case ParentAnswer::Kind::Intercepted: return "intercepted";
    case ParentAnswer::Kind::Lame: return "lame";
    case ParentAnswer::Kind::Failed: return "failed";
    }
    return "failed";
}

std::string shown(const std::vector<IpAddress>& addresses)
{
    std::vector<std::string> texts;
    for (const auto& address : addresses) {
        texts.push_back(address.toString());
    }
    return join(texts, " ");
}

std::string outcomeAt(const ServerAddressSeen& address, Topic topic)
{
    const auto* answer = address.at(topic);
    return answer == nullptr ? "not-asked" : std::string(mpm::toString(answer->outcome));
}

std::string_view shownFamily(const IpAddress& address)
{
    return address.family() == Family::IPv4 ? "ipv4" : "ipv6";
}

Row describeServer(const NameServerSeen& server)
{
    return {{"name", server.name.toString()},
            {"at_parent", server.atParent},
            {"in_child", server.inChild},
            {"glue", shown(server.glue)},
            {"addresses", server.found ? shown(server.found->addresses) : std::string()},
            {"ttl", std::int64_t{server.found ? server.found->ttl.value_or(0) : 0}},
            {"alias_of",
             server.found && !server.found->aliases.empty() ? server.found->aliases.back().toString() : std::string()},
            {"lookup", server.found ? server.found->detail : std::string("not asked")}};
}

Row describeParent(const ParentAnswer& parent, const Observation& seen)
{
    std::vector<std::string> names;
    for (const auto& server : parent.servers) {
        names.push_back(server.name.toString());
    }
    std::uint32_t serial = 0;
    for (const auto& answer : seen.parentSoa) {
        const auto soa = answer.values<SoaRecord>();
        serial = answer.server == parent.server && !soa.empty() ? soa.front().serial : serial;
    }
    return {{"server", parent.server.toString()},
            {"answer", std::string(toString(parent.kind))},
            {"protocol", std::string(mpm::toString(parent.protocol))},
            {"zone", parent.zone.toString()},
            {"servers", join(names, " ")},
            {"ttl", std::int64_t{parent.ttl.value_or(0)}},
            {"serial", std::int64_t{serial}},
            {"detail", parent.detail},
            {"seconds", parent.seconds.count()}};
}

Row describeAddress(const ServerAddressSeen& address, const Observation& seen)
{
    const auto service = serviceOf(address);
    const auto servers = seen.serversAt(address.address);
    const auto* soa = address.at(Topic::Soa);
    const auto* ns = address.at(Topic::Ns);
    const auto values =
        soa != nullptr && soa->outcome == DnsOutcome::Answered ? soa->values<SoaRecord>() : std::vector<SoaRecord>();
    return {{"server", servers.empty() ? std::string() : servers.front()->name.toString()},
            {"address", address.address.toString()},
            {"family", std::string(shownFamily(address.address))},
            {"state", std::string(checkDnsDelegation::toString(service.state))},
            {"outcome", harmless(service.words)},
            {"serial", std::int64_t{values.empty() ? 0 : values.front().serial}},
            {"udp", outcomeAt(address, Topic::Soa)},
            {"tcp", outcomeAt(address, Topic::SoaTcp)},
            {"dnskey", outcomeAt(address, Topic::Dnskey)},
            {"ns_ttl", std::int64_t{ns != nullptr ? ns->ttl().value_or(0) : 0}},
            {"edns", soa != nullptr && soa->message.edns && !soa->has(DnsOddity::WithoutEdns)},
            {"seconds", soa != nullptr ? soa->seconds.count() : 0.0}};
}

std::string line(const DnsAnswer& answer)
{
    auto text = answer.server.toString() + " " + std::string(mpm::toString(answer.protocol)) + " " +
                answer.question.toString() + ": " + std::string(mpm::toString(answer.outcome));
    text += (answer.detail.empty() ? "" : " (" + answer.detail + ")") + ", " + formatSeconds(answer.seconds.count());
    for (const auto& record : answer.message.answer) {
        text += "; " + record.toString();
    }
    return text;
}

} // namespace

std::string_view toString(Topic topic)
{
    switch (topic) {
    case Topic::Soa: return "SOA over UDP";
    case Topic::SoaTcp: return "SOA over TCP";
    case Topic::Ns: return "NS";
    case Topic::Dnskey: return "DNSKEY";
    case Topic::Alias: return "CNAME";
    case Topic::Recursion: return "recursion";
    case Topic::Denial: return "a name that is not there";
    case Topic::Cds: return "CDS";
    case Topic::Cdnskey: return "CDNSKEY";
    }
    return "SOA over UDP";
}

const DnsAnswer* ServerAddressSeen::at(Topic topic) const
{
    const auto found = answers.find(topic);
    return found == answers.end() ? nullptr : &found->second;
}

const ServerAddressSeen* Observation::at(const IpAddress& address) const
{
    const auto found = std::find_if(addresses.begin(), addresses.end(),
                                    [&](const ServerAddressSeen& seen) { return seen.address == address; });
    return found == addresses.end() ? nullptr : &*found;
}

std::vector<const NameServerSeen*> Observation::serversAt(const IpAddress& address) const
{
    std::vector<const NameServerSeen*> result;
    for (const auto& server : servers) {
        if (std::find(server.addresses.begin(), server.addresses.end(), address) != server.addresses.end()) {
            result.push_back(&server);
        }
    }
    return result;
}

std::string Observation::subjectOf(const IpAddress& address) const
{
    const auto owners = serversAt(address);
    return (owners.empty() ? "" : owners.front()->name.toString() + " ") + Endpoint{address, port}.toString();
}

Observations describe(const Observation& seen)
{
    Observations observations;
    observations.facts = {{"zone", seen.zone.toString()},
                          {"parent", seen.walk.zone.toString()},
                          {"delegation", std::string(toString(seen.walk.end))},
                          {"detail", seen.walk.detail}};
    if (seen.registry) {
        const auto& registry = *seen.registry;
        observations.facts.emplace_back("registry", registry.source);
        observations.facts.emplace_back("registry_domain", registry.domain.toString());
        observations.facts.emplace_back("registry_state", std::string(registry.state()));
        observations.facts.emplace_back("registry_evidence", registry.proof());
        observations.facts.emplace_back("registry_age", seen.now - registry.fetched);
        observations.facts.emplace_back(
            "registry_expires", registry.record.expires ? registryDay(*registry.record.expires) : std::string());
        observations.facts.emplace_back("registry_expires_later", registry.record.laterEnd
                                                                      ? registryDay(*registry.record.laterEnd)
                                                                      : std::string());
        observations.facts.emplace_back("registry_expires_source", !registry.record.expires ? std::string()
                                                                   : registry.expirySource.empty()
                                                                       ? registry.source
                                                                       : registry.expirySource);
        observations.facts.emplace_back("registrar_failure", registry.registrarSilence);
        observations.facts.emplace_back("registry_status", harmless(join(registry.record.statuses, ", ")));
        observations.facts.emplace_back("registry_failure",
                                        registry.failure ? registry.failure->detail : registry.passedOver);
    }
    for (const auto* name : {"steps", "parents", "servers", "addresses", "ds", "registry_hosts"}) {
        observations.table(name);
    }
    for (const auto& step : seen.walk.steps) {
        observations.table("steps").push_back({{"zone", step.zone.toString()},
                                               {"servers", static_cast<std::int64_t>(step.answers.size())},
                                               {"seconds", step.seconds.count()}});
    }
    for (const auto& parent : seen.walk.parents()) {
        observations.table("parents").push_back(describeParent(parent, seen));
    }
    for (const auto& server : seen.servers) {
        observations.table("servers").push_back(describeServer(server));
    }
    for (const auto& address : seen.addresses) {
        observations.table("addresses").push_back(describeAddress(address, seen));
    }
    for (const auto& host : seen.registry ? seen.registry->record.hosts : std::vector<RegistryHost>()) {
        observations.table("registry_hosts")
            .push_back({{"name", host.name.toString()}, {"addresses", shown(host.addresses)}});
    }
    for (const auto& answer : seen.parentDs) {
        for (const auto& ds :
             answer.outcome == DnsOutcome::Answered ? answer.values<DsRecord>() : std::vector<DsRecord>()) {
            observations.table("ds").push_back({{"parent", answer.server.toString()},
                                                {"key_tag", std::int64_t{ds.keyTag}},
                                                {"algorithm", std::int64_t{ds.algorithm}},
                                                {"digest_type", std::int64_t{ds.digestType}},
                                                {"digest", toHex(ds.digest)},
                                                {"ttl", std::int64_t{answer.ttl().value_or(0)}}});
        }
    }
    return observations;
}

std::vector<std::string> transcriptOf(const Observation& seen)
{
    std::vector<std::string> lines;
    for (const auto& step : seen.walk.steps) {
        for (const auto& answer : step.answers) {
            auto text = "* " + answer.server.toString() + " for " + step.zone.toString() + ": " +
                        std::string(toString(answer.kind)) + " " + answer.zone.toString();
            for (const auto& server : answer.servers) {
                text += "; " + server.name.toString() + (server.glue.empty() ? "" : " " + shown(server.glue));
            }
            lines.push_back(text + (answer.detail.empty() ? "" : " (" + answer.detail + ")"));
        }
    }
    for (const auto* answers : {&seen.parentDs, &seen.parentSoa}) {
        for (const auto& answer : *answers) {
            lines.push_back("* " + line(answer));
        }
    }
    for (const auto& address : seen.addresses) {
        for (const auto& [topic, answer] : address.answers) {
            lines.push_back("* " + line(answer));
        }
        for (const auto& answer : address.hosts) {
            lines.push_back("* " + line(answer));
        }
    }
    return lines;
}

} // namespace mpm::checkDnsDelegation
