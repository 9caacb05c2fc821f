// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/walk/walk.hpp"

#include "check/append.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t mostSteps = 20;
constexpr std::size_t mostServersAsked = 40; ///< of one zone
constexpr Seconds grace{0.25};
constexpr Seconds longestStep{2.0}; ///< with every server silent
constexpr Seconds longestTcp{0.9};

using Kind = ParentAnswer::Kind;

/// Of contradicting servers those that lead further are believed; the judge sees the others too.
const ParentAnswer& best(const std::vector<ParentAnswer>& answers)
{
    return *std::min_element(answers.begin(), answers.end(), [](const ParentAnswer& a, const ParentAnswer& b) {
        return a.kind == b.kind ? a.kind == Kind::Referral && a.zone.isBelow(b.zone) : a.kind < b.kind;
    });
}

Walk::End endOf(Kind kind)
{
    switch (kind) {
    case Kind::Referral: return Walk::End::Delegated;
    case Kind::OwnZone: return Walk::End::SharedServers;
    case Kind::Alias: return Walk::End::Alias;
    case Kind::NotACut: return Walk::End::NotACut;
    case Kind::NoSuchName: return Walk::End::NoSuchName;
    case Kind::Intercepted: return Walk::End::Intercepted;
    case Kind::Lame:
    case Kind::Failed: break;
    }
    return Walk::End::NoAnswer;
}

/// Whether UDP leaves no way on that TCP may show: nothing but an absence without words, or no address.
bool isDeadEnd(const ParentAnswer& best)
{
    const bool noGlue = std::all_of(best.servers.begin(), best.servers.end(),
                                    [](const DelegatedServer& server) { return server.glue.empty(); });
    return best.saysNothing || (best.kind == Kind::Referral && noGlue && lacksGlue(best));
}

void askOverTcp(DnsTransport& dns, const DnsName& target, WalkStep& step, Deadline deadline)
{
    std::vector<ServerQuestion> group;
    for (const auto& answer : step.answers) {
        if (!answer.triedTcp && answer.kind != Kind::Failed) {
            group.push_back(
                {.server = answer.server, .question = {target, RecordType::Ns}, .protocol = DnsProtocol::Tcp});
        }
    }
    const auto answers = dns.askAlternatives({group}, grace, deadline.orEarlier(longestTcp));
    for (const auto& answer : answers.front()) {
        takeTcp(step, readParentAnswer(answer, step.zone));
    }
}

WalkStep ask(DnsTransport& dns, const DnsName& target, const DnsName& zone, std::vector<Endpoint> servers,
             const WalkStart& start, Deadline deadline)
{
    servers.resize(std::min(servers.size(), mostServersAsked));
    std::vector<ServerQuestion> group;
    for (const auto& server : servers) {
        group.push_back({.server = server, .question = {target, RecordType::Ns}});
    }
    const auto begin = Clock::now();
    WalkStep step;
    step.zone = zone;
    const auto answers = dns.askAlternatives({group}, grace, deadline.orEarlier(longestStep));
    for (const auto& answer : answers.front()) {
        step.answers.push_back(readParentAnswer(answer, zone));
    }
    if (start.how.tcp && isDeadEnd(best(step.answers))) {
        askOverTcp(dns, target, step, deadline);
    }
    step.seconds = since(begin);
    return step;
}

/// The addresses of a zone on the way: glue, and where there is none, what the names lead to.
std::vector<Endpoint> serversOf(DnsTransport& dns, const std::vector<DelegatedServer>& servers, const Walk& walk,
                                const WalkStart& start, Deadline deadline)
{
    std::vector<IpAddress> addresses;
    std::vector<DnsName> names;
    for (const auto& server : servers) {
        append(addresses, server.glue);
        names.push_back(server.name);
    }
    auto endpoints = endpointsOf(addresses, start.how.families, start.how.port);
    if (!endpoints.empty()) {
        return endpoints;
    }
    addresses.clear();
    AddressSearch search(dns, walk.known, start.how);
    for (const auto& found : search.find(names, deadline)) {
        append(addresses, found.addresses);
    }
    return endpointsOf(addresses, start.how.families, start.how.port);
}

bool saysMore(const ParentAnswer& answer, const ParentAnswer& before)
{
    return answer.kind != before.kind || answer.servers != before.servers || answer.ds != before.ds;
}

} // namespace

const std::vector<ParentAnswer>& Walk::parents() const
{
    static const std::vector<ParentAnswer> none;
    return steps.empty() ? none : steps.back().answers;
}

std::vector<DelegatedServer> merged(const std::vector<ParentAnswer>& answers, const DnsName& zone, Kind kind)
{
    std::map<DnsName, DelegatedServer> byName;
    for (const auto& answer : answers) {
        if (answer.kind != kind || answer.zone != zone) {
            continue;
        }
        for (const auto& server : answer.servers) {
            auto& known = byName.try_emplace(server.name, DelegatedServer{server.name, {}}).first->second;
            addOnce(known.glue, server.glue);
        }
    }
    std::vector<DelegatedServer> servers;
    for (auto& [name, server] : byName) {
        servers.push_back(std::move(server));
    }
    return servers;
}

void takeTcp(WalkStep& step, const ParentAnswer& overTcp)
{
    for (auto& answer : step.answers) {
        if (answer.server != overTcp.server) {
            continue;
        }
        auto both = together(answer, overTcp);
        both.triedTcp = true; // whatever came of it
        if (saysMore(both, answer)) {
            step.overUdp.push_back(answer);
        }
        answer = std::move(both);
    }
}

Walk walkTo(DnsTransport& dns, const DnsName& target, const WalkStart& start, Deadline deadline)
{
    Walk walk;
    walk.target = target;
    walk.known[DnsName()] = start.servers;
    while (walk.steps.size() < mostSteps) {
        const auto servers = walk.known[walk.zone];
        if (servers.empty()) {
            walk.hurried = deadline.passed();
            walk.end = Walk::End::NoServer;
            walk.detail = "no server of " + walk.zone.toString() + " has an address that can be found";
            return walk;
        }
        walk.hurried = Seconds(deadline.remaining()) < longestStep;
        walk.steps.push_back(ask(dns, target, walk.zone, servers, start, deadline));
        const auto& next = best(walk.parents());
        walk.end = endOf(next.kind);
        walk.detail = next.detail;
        if (next.zone == target && (next.kind == Kind::Referral || next.kind == Kind::OwnZone)) {
            walk.servers = merged(walk.parents(), target, next.kind);
            return walk;
        }
        if (next.kind != Kind::Referral) {
            const bool speaksForZone = next.kind <= Kind::NoSuchName;
            walk.zone = speaksForZone ? next.zone : walk.zone;
            return walk;
        }
        const auto zone = next.zone;
        walk.known[zone] = serversOf(dns, merged(walk.parents(), zone, Kind::Referral), walk, start, deadline);
        walk.zone = zone;
    }
    walk.end = Walk::End::NoAnswer;
    walk.detail = "the way from the root has more than " + std::to_string(mostSteps) + " zones";
    return walk;
}

} // namespace mpm
