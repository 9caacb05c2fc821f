// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/measure.hpp"

#include <algorithm>
#include <utility>

namespace mpm {

std::optional<Seconds> connectTime(const SmtpVisit& visit)
{
    return visit.connectFailure ? std::nullopt : std::optional(visit.connect);
}

std::optional<Seconds> handshakeTime(const SmtpVisit& visit)
{
    return visit.tls && visit.tls->established() ? std::optional(visit.tls->seconds) : std::nullopt;
}

StepTime replyTime(std::initializer_list<Step> steps)
{
    return [wanted = std::vector(steps)](const SmtpVisit& visit) {
        std::optional<Seconds> sum;
        const Exchange* before = nullptr;
        for (const auto& exchange : visit.exchanges) {
            if (exchange.reply && std::find(wanted.begin(), wanted.end(), exchange.step) != wanted.end()) {
                const bool sameGroup = before != nullptr && exchange.group != 0 && exchange.group == before->group;
                sum = sum.value_or(Seconds(0)) + exchange.seconds - (sameGroup ? before->seconds : Seconds(0));
                before = &exchange;
            }
        }
        return sum;
    };
}

namespace {

struct Slowest {
    const SmtpVisit* visit = nullptr;
    Seconds time{0};
};

/// No visit where none got there.
Slowest slowestAt(const StepTime& time, const std::vector<const SmtpVisit*>& visits)
{
    Slowest slowest;
    for (const auto* visit : visits) {
        const auto here = time(*visit);
        if (here && (slowest.visit == nullptr || *here > slowest.time)) {
            slowest = {visit, *here};
        }
    }
    return slowest;
}

} // namespace

std::vector<Metric> measure(const MailHosts& seen, const std::vector<const SmtpVisit*>& visits,
                            const std::vector<TimedStep>& steps)
{
    auto total = seconds("time", seen.total.count());
    std::vector<Metric> metrics{seconds("resolve", seen.resolve.count())};
    Seconds longest{seen.resolve};
    total.note = ", most of it resolve";
    for (const auto& step : steps) {
        const auto [visit, time] = slowestAt(step.time, visits);
        if (visit == nullptr) {
            continue;
        }
        metrics.push_back(seconds(step.name, time.count()));
        metrics.back().note = " at " + visit->subject();
        if (time > longest) {
            longest = time;
            total.note = ", most of it " + step.name + " of " + visit->subject() + ", " + formatSeconds(time.count());
        }
    }
    metrics.insert(metrics.begin(), std::move(total));
    return metrics;
}

} // namespace mpm
