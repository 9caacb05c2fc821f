// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/walk/address_search.hpp"

#include "check/append.hpp"
#include "check_dns_delegation/walk/referral.hpp"
#include "io/resolver.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t mostRounds = 24;
constexpr std::size_t mostJobs = 100;
constexpr std::size_t mostServersAsked = 6; ///< of one zone for one name
constexpr std::size_t mostLinks = mostAliases;
constexpr Seconds grace{0.05};
constexpr Seconds longestRound{1.2}; ///< with every server of a zone silent

/// The answer of a group that says most: an address, then that there is none, then a referral.
const DnsAnswer& best(const std::vector<DnsAnswer>& group)
{
    const auto rank = [](const DnsAnswer& answer) {
        switch (answer.outcome) {
        case DnsOutcome::Answered: return 0;
        case DnsOutcome::NoData:
        case DnsOutcome::NoSuchName: return 1;
        case DnsOutcome::Referral: return 2;
        default: return 3;
        }
    };
    return *std::min_element(group.begin(), group.end(),
                             [&](const DnsAnswer& a, const DnsAnswer& b) { return rank(a) < rank(b); });
}

std::vector<ServerQuestion> questionsTo(const std::vector<Endpoint>& servers, const DnsQuestion& question,
                                        DnsProtocol protocol)
{
    std::vector<ServerQuestion> group;
    for (const auto& server : servers) {
        if (group.size() < mostServersAsked) {
            group.push_back({.server = server, .question = question, .protocol = protocol});
        }
    }
    return group;
}

} // namespace

std::vector<Endpoint> endpointsOf(const std::vector<IpAddress>& addresses, FamilyChoice families, std::uint16_t port)
{
    std::vector<Endpoint> endpoints;
    for (const auto& address : interleaveFamilies(addresses)) {
        if (wants(families, address.family())) {
            endpoints.push_back({address, port});
        }
    }
    return endpoints;
}

AddressSearch::AddressSearch(DnsTransport& dns, ZoneServers known, const HowToAsk& how)
    : dns_(dns), servers_(std::move(known)), how_(how)
{
}

std::vector<FoundAddresses> AddressSearch::find(const std::vector<DnsName>& names, Deadline deadline)
{
    for (const auto& name : names) {
        jobFor(name);
    }
    for (std::size_t round = 0; round < mostRounds && !deadline.passed(); ++round) {
        std::vector<DnsName> ready;
        std::vector<DnsName> all; // canAsk may add jobs
        for (const auto& [name, job] : jobs_) {
            all.push_back(name);
        }
        for (const auto& name : all) {
            auto& job = jobs_.at(name);
            if (!job.done && canAsk(job)) {
                ready.push_back(name);
            }
        }
        if (ready.empty() && jobs_.size() == all.size()) {
            break;
        }
        askRound(ready, deadline);
    }
    std::vector<FoundAddresses> result;
    for (const auto& name : names) {
        auto& job = jobs_.at(name);
        if (!job.done && job.found.detail.empty()) {
            const auto zone = job.zone.toString();
            job.found.state = deadline.passed() ? FoundAddresses::State::Failed : FoundAddresses::State::Circular;
            job.found.detail = deadline.passed() ? "no time was left to find its address"
                                                 : "its address can't be found: the servers of " + zone +
                                                       " have names that depend on each other, without glue";
        }
        result.push_back(job.found);
    }
    return result;
}

AddressSearch::Job& AddressSearch::jobFor(const DnsName& name)
{
    const auto [place, isNew] = jobs_.try_emplace(name);
    auto& job = place->second;
    if (isNew) {
        job.found.name = name;
        job.name = name;
        job.zone = deepestKnown(name);
    }
    return job;
}

DnsName AddressSearch::deepestKnown(const DnsName& name) const
{
    auto zone = name;
    while (!zone.isRoot() && !servers_.contains(zone)) {
        zone = zone.parent();
    }
    return zone;
}

/// Whether a server of the job's zone is known; if not, the search for one goes on.
bool AddressSearch::canAsk(Job& job)
{
    if (!servers_[job.zone].empty()) {
        return true;
    }
    std::vector<IpAddress> addresses;
    bool waiting = false;
    const auto zone = job.zone;
    for (const auto& server : namesOf_[zone]) {
        if (!jobs_.contains(server) && jobs_.size() >= mostJobs) {
            continue;
        }
        const auto& needed = jobFor(server);
        waiting = waiting || !needed.done;
        append(addresses, needed.found.addresses);
    }
    servers_[zone] = endpointsOf(addresses, how_.families, how_.port);
    if (servers_[zone].empty() && !waiting) {
        auto& stuck = job;
        stuck.done = true;
        stuck.found.detail = "no server of " + zone.toString() + " has an address to ask";
    }
    return !servers_[zone].empty();
}

void AddressSearch::askRound(const std::vector<DnsName>& ready, Deadline deadline)
{
    std::vector<std::vector<ServerQuestion>> groups;
    for (const auto& name : ready) {
        const auto& job = jobs_.at(name);
        const auto protocol = job.overTcp ? DnsProtocol::Tcp : DnsProtocol::Udp;
        groups.push_back(questionsTo(servers_[job.zone], {job.name, RecordType::A}, protocol));
        groups.push_back(questionsTo(servers_[job.zone], {job.name, RecordType::Aaaa}, protocol));
    }
    const auto answers = dns_.askAlternatives(groups, grace, deadline.orEarlier(longestRound));
    for (std::size_t i = 0; i < ready.size(); ++i) {
        take(jobs_.at(ready[i]), answers[2 * i], answers[2 * i + 1]);
    }
}

void AddressSearch::take(Job& job, const std::vector<DnsAnswer>& v4, const std::vector<DnsAnswer>& v6)
{
    const auto& a = best(v4);
    const auto& aaaa = best(v6);
    const bool moved = follow(job, a) || follow(job, aaaa);
    if (!moved) {
        conclude(job, a, aaaa);
    }
}

/// Goes down a referral, or over to where an alias leads. False when this is the end.
bool AddressSearch::follow(Job& job, const DnsAnswer& answer)
{
    const auto referral = readParentAnswer(answer, job.zone);
    if (referral.kind == ParentAnswer::Kind::Referral) {
        const bool noGlue = std::all_of(referral.servers.begin(), referral.servers.end(),
                                        [](const DelegatedServer& server) { return server.glue.empty(); });
        const bool hasServers = servers_.contains(referral.zone) && !servers_[referral.zone].empty();
        if (how_.tcp && noGlue && lacksGlue(referral) && !referral.triedTcp && !hasServers) {
            job.overTcp = true; // it may have been left out, and then nobody else knows it
            return true;
        }
        job.overTcp = false;
        job.zone = referral.zone;
        auto& names = namesOf_[job.zone];
        names.clear();
        std::vector<IpAddress> glue;
        for (const auto& server : referral.servers) {
            names.push_back(server.name);
            append(glue, server.glue);
        }
        auto& servers = servers_[job.zone];
        if (servers.empty()) {
            servers = endpointsOf(glue, how_.families, how_.port);
        }
        return true;
    }
    const auto aliases = answer.aliases();
    if (aliases.empty() || answer.outcome == DnsOutcome::Answered || answer.outcome == DnsOutcome::AliasLoop ||
        job.found.aliases.size() + aliases.size() > mostLinks || aliases.back() == job.name) {
        return false;
    }
    append(job.found.aliases, aliases);
    job.name = aliases.back();
    job.zone = deepestKnown(job.name);
    job.overTcp = false;
    return true;
}

void AddressSearch::conclude(Job& job, const DnsAnswer& v4, const DnsAnswer& v6)
{
    using State = FoundAddresses::State;
    auto& found = job.found;
    job.done = true;
    for (const auto* answer : {&v4, &v6}) {
        if (answer->outcome != DnsOutcome::Answered) {
            continue;
        }
        const auto aliases = answer->aliases();
        if (found.aliases.empty()) {
            found.aliases = aliases;
        }
        for (const auto& value : answer->values<AddressRecord>()) {
            addOnce(found.addresses, value.address);
        }
        found.ttl = std::min(found.ttl.value_or(*answer->ttl()), *answer->ttl());
    }
    if (!found.addresses.empty()) {
        found.state = State::Found;
        return;
    }
    for (const auto* answer : {&v4, &v6}) {
        if (answer->outcome == DnsOutcome::NoSuchName) { // which is said of both types
            found.state = State::NoSuchName;
            found.detail = answer->detail;
            return;
        }
    }
    const auto& unknown = v4.isConclusive() ? v6 : v4; // one that is not known may be there
    found.detail = unknown.detail;
    found.state = unknown.isConclusive() ? State::NoAddress : State::Failed;
}

} // namespace mpm
