// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_client.hpp"

#include "dns/lookups.hpp"
#include "dns/wire.hpp"
#include "net/dns_loop.hpp"
#include "net/system_resolvers.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <list>
#include <utility>

namespace mpm {
namespace {

bool saysSomething(const DnsAnswer& answer)
{
    return answer.isConclusive() || answer.outcome == DnsOutcome::Referral;
}

bool holdsAddress(const DnsAnswer& answer)
{
    return answer.outcome == DnsOutcome::Answered && !answer.values<AddressRecord>().empty();
}

/// All of the groups at the same time.
std::vector<std::vector<DnsAnswer>> askAll(std::list<DnsGroup> groups)
{
    std::vector<std::vector<DnsAnswer>> results(groups.size());
    auto result = results.begin();
    DnsLoop loop;
    for (auto& group : groups) {
        group.done = [here = result++](std::vector<DnsAnswer> answers) { *here = std::move(answers); };
        loop.add(std::move(group));
    }
    loop.run();
    return results;
}

std::vector<DnsAnswer> askAll(DnsGroup group)
{
    std::list<DnsGroup> groups;
    groups.push_back(std::move(group));
    return std::move(askAll(std::move(groups)).front());
}

DnsPlan planFor(const ServerQuestion& asked, const DnsClientConfig& config, const std::shared_ptr<RecordRoom>& room)
{
    return {asked.question, {asked.server}, {asked.protocol, asked.edns, asked.recursionDesired},
            asked.fallback, asked.attempts, config.timeout,
            config.source,  room,           asked.keepListening,
            asked.earlier};
}

std::vector<Endpoint> rotated(std::vector<Endpoint> servers)
{
    const auto by = octetsToU16(randomOctets(2)) % servers.size();
    std::rotate(servers.begin(), servers.begin() + static_cast<std::ptrdiff_t>(by), servers.end());
    return servers;
}

std::deque<DnsTask> tasksFor(const std::vector<DnsQuestion>& questions, const DnsClientConfig& config,
                             const std::shared_ptr<RecordRoom>& room, Deadline deadline)
{
    const auto servers = config.rotate ? rotated(config.servers) : config.servers;
    std::deque<DnsTask> tasks;
    for (const auto& question : questions) {
        tasks.emplace_back(DnsPlan{question,
                                   servers,
                                   {},
                                   ServerQuestion::Fallback::All,
                                   config.attempts,
                                   config.timeout,
                                   config.source,
                                   room},
                           deadline);
    }
    return tasks;
}

std::deque<DnsTask> tasksFor(const std::vector<ServerQuestion>& questions, const DnsClientConfig& config,
                             const std::shared_ptr<RecordRoom>& room, Deadline deadline)
{
    std::deque<DnsTask> tasks;
    for (const auto& asked : questions) {
        tasks.emplace_back(planFor(asked, config, room), deadline);
    }
    return tasks;
}

constexpr auto noServer = "no DNS server is configured";

bool canAsk(const DnsClientConfig& config)
{
    return config.fault.empty() && !config.servers.empty();
}

std::vector<DnsAnswer> unasked(const std::vector<DnsQuestion>& questions, const std::string& fault)
{
    std::vector<DnsAnswer> answers;
    for (const auto& question : questions) {
        DnsAnswer answer;
        answer.question = question;
        answer.outcome = DnsOutcome::LocalFault;
        answer.detail = fault.empty() ? noServer : fault;
        answers.push_back(answer);
    }
    return answers;
}

/// That nobody listens where nobody was told to is no server's fault.
std::vector<DnsAnswer> judgedFrom(const DnsClientConfig& config, std::vector<DnsAnswer> answers)
{
    for (auto& answer : answers) {
        if (config.assumed && answer.outcome == DnsOutcome::PortClosed) {
            answer.outcome = DnsOutcome::LocalFault;
            answer.detail = std::string(noServer) + " in /etc/resolv.conf, and " + answer.detail;
        }
    }
    return answers;
}

} // namespace

DnsClientConfig systemDnsConfig()
{
    const auto [config, fault] = systemResolvers();
    return {config.servers, config.timeout, config.attempts, config.rotate, fault, !config.named, std::nullopt};
}

const DnsClientConfig& DnsClient::config()
{
    std::call_once(once_, [this] { config_ = read_ ? read_() : config_; });
    return config_;
}

std::vector<DnsAnswer> DnsClient::ask(const std::vector<DnsQuestion>& questions, Deadline deadline)
{
    return askResolvers(questions, std::nullopt, deadline);
}

std::vector<DnsAnswer> DnsClient::askForAddresses(const std::vector<DnsQuestion>& questions, Seconds grace,
                                                  Deadline deadline)
{
    return askResolvers(questions, grace, deadline);
}

std::vector<DnsAnswer> DnsClient::askResolvers(const std::vector<DnsQuestion>& questions, std::optional<Seconds> grace,
                                               Deadline deadline)
{
    return canAsk(config()) ? judgedFrom(config(), askAll(groupFor(questions, grace, deadline)))
                            : unasked(questions, config().fault);
}

DnsGroup DnsClient::groupFor(const std::vector<DnsQuestion>& questions, std::optional<Seconds> grace, Deadline deadline)
{
    return {.tasks = tasksFor(questions, config(), room_, deadline),
            .deadline = deadline,
            .suffices = grace ? holdsAddress : DnsGroup::Suffices{},
            .grace = grace.value_or(Seconds(0)),
            .rest = DnsGroup::Rest::Half,
            .done = {}};
}

std::vector<DnsAnswer> DnsClient::askServers(const std::vector<ServerQuestion>& questions, Deadline deadline)
{
    return askAll({.tasks = tasksFor(questions, config(), room_, deadline), .deadline = deadline, .done = {}});
}

std::vector<std::vector<DnsAnswer>> DnsClient::askAlternatives(const std::vector<std::vector<ServerQuestion>>& groups,
                                                               Seconds grace, Deadline deadline)
{
    std::list<DnsGroup> all;
    for (const auto& group : groups) {
        all.push_back({.tasks = tasksFor(group, config(), room_, deadline),
                       .deadline = deadline,
                       .suffices = saysSomething,
                       .grace = grace,
                       .done = {}});
    }
    return askAll(std::move(all));
}

void DnsClient::follow(DnsLookups& lookups)
{
    DnsLoop loop;
    loop.run([&] {
        while (auto next = lookups.next()) {
            if (!canAsk(config())) {
                next->then(unasked(next->questions, config().fault));
                continue;
            }
            auto group = groupFor(next->questions, next->grace, next->until);
            group.done = [this, then = std::move(next->then)](std::vector<DnsAnswer> answers) {
                then(judgedFrom(config(), std::move(answers)));
            };
            loop.add(std::move(group));
        }
    });
}

} // namespace mpm
