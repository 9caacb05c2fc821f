// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/probe.hpp"

#include "check/append.hpp"
#include "check_dns_delegation/delegation/ask_parents.hpp"
#include "check_dns_delegation/servers/questions.hpp"
#include "io/parallel.hpp"
#include "io/wall_clock.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <unordered_set>

namespace mpm::checkDnsDelegation {
namespace {

constexpr Seconds parentGrace{0.25};
constexpr Seconds longestDsSearch{1.2};
constexpr Seconds registryTimeout{5};

bool serves(const ServerAddressSeen& seen)
{
    const auto* soa = seen.at(Topic::Soa);
    return soa != nullptr && soa->outcome == DnsOutcome::Answered && soa->message.authoritative;
}

/// One run's work on one zone, step by step.
class Probe {
public:
    Probe(const Target& target, DnsTransport& dns, Deadline deadline)
        : target_(target), dns_(dns), deadline_(deadline),
          timeouts_(deadline), plan_{target.zone, target.port, target.tcp, false}
    {
        seen_.fromParent = target.fromParent;
        seen_.zone = target.zone;
        seen_.port = target.port;
    }

    Observation run()
    {
        seen_.walk = walkTo(dns_, target_.zone, {target_.start, how()}, deadline_);
        const auto end = seen_.walk.end;
        if (end == Walk::End::Delegated || end == Walk::End::SharedServers) {
            known_ = seen_.walk.known;
            timeouts_.allowFor(distanceToParent());
            for (const auto& parent : seen_.walk.parents()) {
                if (parent.kind == ParentAnswer::Kind::OwnZone) {
                    known_[target_.zone].push_back(parent.server);
                }
            }
            lookAtDelegation();
            lookAtOwnServers();
            seen_.hurried = timeouts_.isCut();
            askAgain(dns_, plan_, seen_.addresses, timeouts_);
            findNamesWithin(); // those that nobody answered for at first
        }
        return std::move(seen_);
    }

private:
    HowToAsk how() const { return {target_.families, target_.port, target_.tcp}; }

    Seconds distanceToParent() const
    {
        Seconds nearest{0};
        for (const auto& parent : seen_.walk.parents()) {
            const bool nearer = nearest == Seconds(0) || parent.seconds < nearest;
            nearest = parent.kind != ParentAnswer::Kind::Failed && nearer ? parent.seconds : nearest;
        }
        return nearest;
    }

    /// For what is asked a second time, mostly over TCP: it comes on top of all else.
    Deadline parentDeadline() const
    {
        return deadline_.orEarlier(std::min(longestDsSearch, parentGrace * 2 + distanceToParent() * 3));
    }

    std::vector<IpAddress> glueOfAll() const
    {
        std::vector<IpAddress> glue;
        for (const auto& server : seen_.servers) {
            addOnce(glue, server.glue);
        }
        std::erase_if(glue, [&](const IpAddress& address) { return seen_.at(address) != nullptr; });
        return glue;
    }

    /// What the parent's servers said when asked again: there may be new name servers, and new glue.
    void takeAgain(ParentsAgain again)
    {
        if (!take(std::move(again), seen_)) {
            return;
        }
        for (const auto& delegated : seen_.walk.servers) {
            if (auto* server = serverOf(delegated.name)) {
                server->atParent = true;
                server->glue = delegated.glue;
            } else if (seen_.servers.size() < mostServers) {
                seen_.servers.push_back({delegated.name, true, false, delegated.glue, std::nullopt, {}});
            } else {
                seen_.leftOut.insert(delegated.name);
            }
        }
        ask(glueOfAll());
        keep(findOutside(namesToFind(false)));
    }

    void lookAtDelegation()
    {
        auto delegated = seen_.walk.servers; // of very many, those that can be asked at once
        std::stable_partition(delegated.begin(), delegated.end(),
                              [](const DelegatedServer& server) { return !server.glue.empty(); });
        for (const auto& server : delegated) {
            if (seen_.servers.size() < mostServers) {
                seen_.servers.push_back({server.name, true, false, server.glue, std::nullopt, {}});
            } else {
                seen_.leftOut.insert(server.name);
            }
        }
        for (const auto& parent : seen_.walk.parents()) {
            plan_.signedDelegation = plan_.signedDelegation || !parent.ds.empty();
        }
        std::vector<FoundAddresses> found;
        ParentsAgain again;
        const auto glue = glueOfAll();
        const auto outside = namesToFind(false);
        const std::vector<std::function<void()>> tasks{
            [&] { ask(glue); },
            [&] { found = findOutside(outside); },
            [&] { askForDs(); },
            [&] { again = askAboutReferrals(dns_, seen_.walk, how(), parentDeadline()); },
        };
        runParallel(tasks.size(), [&](std::size_t i) { tasks[i](); });
        keep(std::move(found));
        takeAgain(std::move(again));
        takeAgain(askAboutDs(dns_, seen_, how(), parentDeadline()));
        const bool hasDs = std::any_of(seen_.parentDs.begin(), seen_.parentDs.end(),
                                       [](const DnsAnswer& answer) { return answer.outcome == DnsOutcome::Answered; });
        if (hasDs && !plan_.signedDelegation) { // some parents leave the DS out of their referrals
            plan_.signedDelegation = true;
            askRest(dns_, plan_, seen_.addresses, timeouts_);
        }
        findNamesWithin();
        askNewAddresses();
    }

    /// The name servers that only the zone itself lists.
    void lookAtOwnServers()
    {
        std::unordered_set<std::string_view> known; // most servers list the same
        for (const auto& address : seen_.addresses) {
            const auto* ns = address.at(Topic::Ns);
            if (ns == nullptr || ns->outcome != DnsOutcome::Answered || !ns->message.authoritative) {
                continue;
            }
            for (const auto* record : ns->wanted()) {
                const auto& target = record->as<NameRecord>()->target;
                if (!known.insert(target.wire()).second) {
                    continue;
                }
                auto* server = serverOf(target);
                if (server == nullptr && seen_.servers.size() < mostServers) {
                    server = &seen_.servers.emplace_back();
                    server->name = target;
                } else if (server == nullptr) {
                    seen_.leftOut.insert(target);
                }
                if (server != nullptr) {
                    server->inChild = true;
                }
            }
        }
        takeAgain(askAboutAbsence(dns_, seen_, how(), parentDeadline()));
        std::sort(seen_.servers.begin(), seen_.servers.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
        keep(findOutside(namesToFind(false)));
        findNamesWithin();
        askNewAddresses();
    }

    std::vector<DnsName> namesToFind(bool within) const
    {
        std::vector<DnsName> names;
        for (const auto& server : seen_.servers) {
            if (!server.found && server.name.isWithin(target_.zone) == within) {
                names.push_back(server.name);
            }
        }
        return names;
    }

    std::vector<FoundAddresses> findOutside(const std::vector<DnsName>& names)
    {
        if (names.empty()) {
            return {};
        }
        auto found = AddressSearch(dns_, known_, how()).find(names, deadline_);
        std::vector<DnsName> unknown;
        for (const auto& one : found) {
            if (one.state == FoundAddresses::State::Failed && !target_.roots.empty()) {
                unknown.push_back(one.name);
            }
        }
        if (!unknown.empty()) {
            const ZoneServers fromRoot{{DnsName(), target_.roots}};
            std::erase_if(found, [](const auto& one) { return one.state == FoundAddresses::State::Failed; });
            append(found, AddressSearch(dns_, fromRoot, how()).find(unknown, deadline_));
        }
        return found;
    }

    void keep(std::vector<FoundAddresses> found)
    {
        for (auto& one : found) {
            serverOf(one.name)->found = std::move(one);
        }
    }

    /// The zone speaks for the names within it, so its own servers are asked, if any serves it.
    void findNamesWithin()
    {
        for (auto& server : seen_.servers) {
            if (!server.found && server.name.isWithin(target_.zone)) {
                server.found = answeredByServers(server.name);
            }
        }
        const auto names = namesToFind(true);
        if (names.empty()) {
            return;
        }
        auto known = known_;
        for (const auto& address : seen_.addresses) {
            if (serves(address)) {
                known[target_.zone].push_back({address.address, target_.port});
            }
        }
        if (known.contains(target_.zone)) {
            AddressSearch search(dns_, known, how());
            keep(search.find(names, deadline_));
        }
    }

    std::optional<FoundAddresses> answeredByServers(const DnsName& name) const
    {
        const DnsAnswer* a = nullptr;
        const DnsAnswer* aaaa = nullptr;
        for (const auto& address : seen_.addresses) {
            for (const auto& answer : address.hosts) {
                const bool counts = answer.question.name == name && answer.isConclusive() &&
                                    answer.message.authoritative && serves(address);
                if (counts) {
                    (answer.question.type == RecordType::A ? a : aaaa) = &answer;
                }
            }
        }
        if (a == nullptr || aaaa == nullptr || a->aliases() != aaaa->aliases()) {
            return std::nullopt;
        }
        const bool elsewhere =
            a->outcome != DnsOutcome::Answered && aaaa->outcome != DnsOutcome::Answered && !a->aliases().empty();
        if (elsewhere) {
            return std::nullopt; // the alias leads out of the zone
        }
        FoundAddresses found;
        found.name = name;
        found.aliases = a->aliases();
        for (const auto* answer : {a, aaaa}) {
            if (answer->outcome == DnsOutcome::Answered) {
                for (const auto& value : answer->values<AddressRecord>()) {
                    addOnce(found.addresses, value.address);
                }
                found.ttl = std::min(found.ttl.value_or(*answer->ttl()), *answer->ttl());
            }
        }
        found.state = !found.addresses.empty()               ? FoundAddresses::State::Found
                      : a->outcome == DnsOutcome::NoSuchName ? FoundAddresses::State::NoSuchName
                                                             : FoundAddresses::State::NoAddress;
        found.detail = found.addresses.empty() ? a->detail : "";
        return found;
    }

    void askNewAddresses()
    {
        std::vector<IpAddress> fresh;
        for (const auto& server : seen_.servers) {
            if (server.found) {
                addOnce(fresh, server.found->addresses);
            }
        }
        std::erase_if(fresh, [&](const IpAddress& address) { return seen_.at(address) != nullptr; });
        ask(fresh);
        for (auto& server : seen_.servers) {
            auto all = server.glue;
            addOnce(all, server.found ? server.found->addresses : std::vector<IpAddress>());
            std::erase_if(all, [&](const IpAddress& address) { return seen_.at(address) == nullptr; });
            server.addresses = std::move(all);
        }
    }

    void ask(std::vector<IpAddress> addresses)
    {
        std::erase_if(addresses, [&](const IpAddress& a) { return !wants(target_.families, a.family()); });
        const auto room = std::min(addresses.size(), mostAddresses - std::min(mostAddresses, seen_.addresses.size()));
        seen_.leftOutAddresses.insert(addresses.begin() + static_cast<std::ptrdiff_t>(room), addresses.end());
        addresses.resize(room);
        if (addresses.empty()) {
            return;
        }
        append(seen_.addresses, askAll(dns_, plan_, addresses, namesToFind(true), timeouts_));
    }

    void askForDs()
    {
        std::vector<ServerQuestion> group;
        for (const auto& parent : seen_.walk.parents()) {
            if (parent.kind == ParentAnswer::Kind::Referral || parent.kind == ParentAnswer::Kind::OwnZone) {
                group.push_back({.server = parent.server, .question = {target_.zone, RecordType::Ds}});
            }
        }
        seen_.parentDs = dns_.askAlternatives({group}, parentGrace, deadline_.orEarlier(longestDsSearch)).front();
    }

    NameServerSeen* serverOf(const DnsName& name)
    {
        const auto found = std::find_if(seen_.servers.begin(), seen_.servers.end(),
                                        [&](const NameServerSeen& server) { return server.name == name; });
        return found == seen_.servers.end() ? nullptr : &*found;
    }

    const Target& target_;
    DnsTransport& dns_;
    Deadline deadline_;
    Timeouts timeouts_;
    QuestionPlan plan_;
    ZoneServers known_;
    Observation seen_;
};

/// A kept answer that lists other servers than the delegation may only be older than it.
bool differs(const RegistrySeen& registered, const Walk& walk)
{
    const auto& hosts = registered.record.hosts;
    if (hosts.empty() || registered.domain != walk.target) {
        return false;
    }
    return hosts.size() != walk.servers.size() ||
           !std::all_of(hosts.begin(), hosts.end(), [&](const RegistryHost& host) {
               return std::any_of(walk.servers.begin(), walk.servers.end(),
                                  [&](const auto& server) { return server.name == host.name; });
           });
}

/// Whether there are signatures, whose dates will be judged.
bool isSigned(const Observation& seen)
{
    return std::any_of(seen.parentDs.begin(), seen.parentDs.end(),
                       [](const DnsAnswer& answer) { return !answer.values<DsRecord>().empty(); });
}

} // namespace

Observation observe(const Target& target, DnsTransport& dns, const AskRegistry& registry, Deadline deadline)
{
    const auto start = Clock::now();
    const auto clock = wallClock();
    const auto now = clock.time_since_epoch().count();
    Observation seen;
    std::optional<RegistrySeen> registered;
    runParallel(2, [&](std::size_t task) {
        if (task == 0) {
            seen = Probe(target, dns, deadline).run();
        } else {
            registered = registry(now, KeptAnswers::Fresh, deadline.orEarlier(registryTimeout));
        }
    });
    if (registered && registered->fetched < now && !registered->failure && differs(*registered, seen.walk)) {
        registered = registry(now, KeptAnswers::Recent, deadline.orEarlier(registryTimeout));
    }
    if (registered || isSigned(seen)) {
        demandRight(clock);
    }
    seen.registry = std::move(registered);
    seen.now = now;
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkDnsDelegation
