// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_loop.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mpm {
namespace {

/// Questions wait for their start while so many sockets are open; a process may usually have 1024.
constexpr std::size_t mostSockets = 500;

/// Those that ask much leave so many of them to others who ask little: a hundred blocklists must not keep a host's
/// addresses waiting.
constexpr std::size_t reserved = 150;
constexpr std::size_t fewQuestions = 4;

std::vector<DnsAnswer> resultsOf(std::deque<DnsTask>& tasks)
{
    std::vector<DnsAnswer> answers;
    answers.reserve(tasks.size());
    std::transform(tasks.begin(), tasks.end(), std::back_inserter(answers),
                   [](DnsTask& task) { return task.takeResult(); });
    return answers;
}

} // namespace

void DnsLoop::add(DnsGroup group)
{
    groups_.push_back({std::move(group), {}});
}

void DnsLoop::run(const std::function<void()>& more)
{
    while (true) {
        do {
            if (more) {
                more();
            }
        } while (finish());
        const auto next = watch();
        if (!next) {
            if (groups_.empty()) {
                return;
            }
            continue; // some were over as soon as they had begun
        }
        const auto ready = ::poll(watched_.data(), watched_.size(), Deadline(*next).pollTimeout());
        for (std::size_t i = 0; ready > 0 && i < watched_.size(); ++i) {
            if (watched_[i].revents != 0) {
                owners_[i]->onReady(watched_[i].fd);
            }
        }
        const auto now = Clock::now();
        for (auto& active : groups_) {
            settle(active, now);
        }
    }
}

/// As many as there is room for.
void DnsLoop::start(Active& active)
{
    auto& tasks = active.group.tasks;
    const bool leavesRoom = groups_.size() > 1 && tasks.size() > fewQuestions;
    const auto most = leavesRoom ? mostSockets - reserved : mostSockets;
    while (active.next < tasks.size() && sockets_ < most && !active.group.deadline.passed()) {
        auto& task = tasks[active.next++];
        task.start();
        sockets_ += task.queries().size();
        active.open.push_back(&task);
    }
}

/// Whose time has come goes on; who is done is let go, and the others of its group may be hurried.
void DnsLoop::settle(Active& active, Clock::time_point now)
{
    const auto& group = active.group;
    std::erase_if(active.open, [&](DnsTask* task) {
        if (!task->isDone() && task->nextEvent() <= now) {
            task->onTime();
        }
        if (task->isDone() && group.suffices != nullptr && !active.end && group.suffices(task->result())) {
            const auto limit = group.rest == DnsGroup::Rest::Half ? group.deadline.share(2) : group.deadline;
            active.end = limit.orEarlier(task->result().seconds + group.grace).at();
        }
        return task->isDone();
    });
    if (active.end) {
        for (auto* task : active.open) {
            task->hurry(*active.end);
        }
    }
}

bool DnsLoop::isOver(const Active& active) const
{
    return active.open.empty() && (active.next == active.group.tasks.size() || active.group.deadline.passed());
}

/// Starts what there is room for and collects what to poll; the time of the next event, nothing when there is none to
/// wait for.
std::optional<Clock::time_point> DnsLoop::watch()
{
    watched_.clear();
    owners_.clear();
    std::optional<Clock::time_point> next;
    sockets_ = 0;
    for (const auto& active : groups_) {
        for (const auto* task : active.open) {
            sockets_ += task->queries().size();
        }
    }
    for (auto& active : groups_) {
        const auto known = active.open.size();
        start(active);
        if (active.open.size() > known) {
            settle(active, Clock::time_point::min()); // some can't even be sent
        }
        for (auto* task : active.open) {
            next = std::min(next.value_or(task->nextEvent()), task->nextEvent());
            for (const auto& query : task->queries()) {
                watched_.push_back({query->number(), query->events(), 0});
                owners_.push_back(task);
            }
        }
        if (isOver(active)) {
            return std::nullopt;
        }
    }
    return next;
}

/// Takes the groups that are over out of the loop; whether there was one.
bool DnsLoop::finish()
{
    std::list<Active> over;
    for (auto active = groups_.begin(); active != groups_.end();) {
        const auto here = active++;
        if (isOver(*here)) {
            over.splice(over.end(), groups_, here);
        }
    }
    for (auto& active : over) {
        active.group.done(resultsOf(active.group.tasks));
    }
    return !over.empty();
}

} // namespace mpm
