// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_client.hpp"

#include "dns/wire.hpp"
#include "net/dns_task.hpp"
#include "net/system_resolvers.hpp"

#include <poll.h>

#include <algorithm>
#include <deque>
#include <iterator>

namespace mpm {
namespace {

/// Questions wait for their start while so many sockets are open; a process may usually have 1024.
constexpr std::size_t mostSockets = 500;

/// Asks all of them by one poll loop. Returns when every one is done, at the deadline at the latest.
class DnsLoop {
public:
    DnsLoop(std::deque<DnsTask>& tasks, Deadline deadline) : tasks_(tasks), deadline_(deadline) {}

    /// Whether an answer is what a group waits for.
    using Suffices = bool (*)(const DnsAnswer&);

    /// How much of the time that is left the others of a group may use.
    enum class Rest : std::uint8_t { Whole, Half };

    struct Group {
        std::size_t first = 0; ///< of the tasks
        std::size_t size = 0;
        Suffices suffices = nullptr;
        Seconds grace{0};
        Rest rest = Rest::Whole;
        std::optional<Clock::time_point> end = {};
    };

    /// Once one of the group has an answer that suffices, the others get as long again and the grace.
    void addGroup(const Group& group) { groups_.push_back(group); }

    void run()
    {
        while (const auto next = watch()) {
            const auto ready = ::poll(watched_.data(), watched_.size(), Deadline(*next).pollTimeout());
            for (std::size_t i = 0; ready > 0 && i < watched_.size(); ++i) {
                if (watched_[i].revents != 0) {
                    owners_[i]->onReady(watched_[i].fd);
                }
            }
            for (auto& task : tasks_) {
                if (task.isStarted() && !task.isDone() && task.nextEvent() <= Clock::now()) {
                    task.onTime();
                }
            }
            for (auto& group : groups_) {
                hurry(group);
            }
        }
    }

private:
    void hurry(Group& group)
    {
        const auto begin = tasks_.begin() + static_cast<std::ptrdiff_t>(group.first);
        const auto end = begin + static_cast<std::ptrdiff_t>(group.size);
        if (!group.end) {
            const auto sufficient = std::find_if(
                begin, end, [&](const DnsTask& task) { return task.isDone() && group.suffices(task.result()); });
            if (sufficient != end) {
                const auto limit = group.rest == Rest::Half ? deadline_.share(2) : deadline_;
                group.end = limit.orEarlier(sufficient->result().seconds + group.grace).at();
            }
        }
        for (auto task = begin; group.end && task != end; ++task) {
            task->hurry(*group.end);
        }
    }

    /// Starts what there is room for and collects what to poll; the time of the next event, nothing
    /// when all is over.
    std::optional<Clock::time_point> watch()
    {
        watched_.clear();
        owners_.clear();
        std::optional<Clock::time_point> next;
        for (auto& task : tasks_) {
            if (!task.isStarted() && watched_.size() < mostSockets && !deadline_.passed()) {
                task.start();
            }
            if (!task.isStarted() || task.isDone()) {
                continue;
            }
            next = std::min(next.value_or(task.nextEvent()), task.nextEvent());
            for (const auto& query : task.queries()) {
                watched_.push_back({query->number(), query->events(), 0});
                owners_.push_back(&task);
            }
        }
        return next;
    }

    std::deque<DnsTask>& tasks_;
    Deadline deadline_;
    std::vector<Group> groups_;
    std::vector<pollfd> watched_;
    std::vector<DnsTask*> owners_;
};

bool saysSomething(const DnsAnswer& answer)
{
    return answer.isConclusive() || answer.outcome == DnsOutcome::Referral;
}

bool holdsAddress(const DnsAnswer& answer)
{
    return answer.outcome == DnsOutcome::Answered && !answer.values<AddressRecord>().empty();
}

std::vector<DnsAnswer> resultsOf(std::deque<DnsTask>& tasks)
{
    std::vector<DnsAnswer> answers;
    std::transform(tasks.begin(), tasks.end(), std::back_inserter(answers),
                   [](DnsTask& task) { return task.takeResult(); });
    return answers;
}

std::vector<DnsAnswer> askAll(std::deque<DnsTask> tasks, Deadline deadline)
{
    DnsLoop(tasks, deadline).run();
    return resultsOf(tasks);
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
    return canAsk(config()) ? judgedFrom(config(), askAll(tasksFor(questions, config(), room_, deadline), deadline))
                            : unasked(questions, config().fault);
}

std::vector<DnsAnswer> DnsClient::askForAddresses(const std::vector<DnsQuestion>& questions, Seconds grace,
                                                  Deadline deadline)
{
    if (!canAsk(config())) {
        return unasked(questions, config().fault);
    }
    auto tasks = tasksFor(questions, config(), room_, deadline);
    DnsLoop loop(tasks, deadline);
    loop.addGroup(
        {.first = 0, .size = tasks.size(), .suffices = holdsAddress, .grace = grace, .rest = DnsLoop::Rest::Half});
    loop.run();
    return judgedFrom(config(), resultsOf(tasks));
}

std::vector<DnsAnswer> DnsClient::askServers(const std::vector<ServerQuestion>& questions, Deadline deadline)
{
    std::deque<DnsTask> tasks;
    for (const auto& asked : questions) {
        tasks.emplace_back(planFor(asked, config(), room_), deadline);
    }
    return askAll(std::move(tasks), deadline);
}

std::vector<std::vector<DnsAnswer>> DnsClient::askAlternatives(const std::vector<std::vector<ServerQuestion>>& groups,
                                                               Seconds grace, Deadline deadline)
{
    std::deque<DnsTask> tasks;
    DnsLoop loop(tasks, deadline);
    for (const auto& group : groups) {
        loop.addGroup({.first = tasks.size(), .size = group.size(), .suffices = saysSomething, .grace = grace});
        for (const auto& asked : group) {
            tasks.emplace_back(planFor(asked, config(), room_), deadline);
        }
    }
    loop.run();
    std::vector<std::vector<DnsAnswer>> result;
    auto task = tasks.begin();
    for (const auto& group : groups) {
        auto& answers = result.emplace_back();
        for (std::size_t i = 0; i < group.size(); ++i) {
            answers.push_back((task++)->takeResult());
        }
    }
    return result;
}

} // namespace mpm
