// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/measure.hpp"

#include <algorithm>

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
        for (const auto& exchange : visit.exchanges) {
            if (exchange.reply && std::find(wanted.begin(), wanted.end(), exchange.step) != wanted.end()) {
                sum = sum.value_or(Seconds(0)) + exchange.seconds;
            }
        }
        return sum;
    };
}

std::vector<Metric> measure(const MailHosts& seen, const std::vector<const SmtpVisit*>& visits,
                            const std::vector<TimedStep>& steps)
{
    std::vector<Metric> metrics{seconds("time", seen.total.count()), seconds("resolve", seen.resolve.count())};
    for (const auto& step : steps) {
        std::optional<Seconds> slowest;
        for (const auto* visit : visits) {
            slowest = std::max(slowest, step.time(*visit)); // nothing is less than any time
        }
        if (slowest) {
            metrics.push_back(seconds(step.name, slowest->count()));
        }
    }
    return metrics;
}

} // namespace mpm
