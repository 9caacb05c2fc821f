// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/measure.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>

namespace mpm::checkSmtpTls {
namespace {

using Measured = std::function<std::optional<Seconds>(const SmtpVisit&)>;

/// How long the slowest address took; nothing when none got there.
std::optional<double> slowest(const Observation& seen, const Measured& step)
{
    std::optional<double> result;
    for (const auto* address : seen.addresses()) {
        if (const auto time = step(address->visit)) {
            result = std::max(result.value_or(0), time->count());
        }
    }
    return result;
}

/// The sum over all replies of these steps, before and inside TLS.
Measured replyTime(std::initializer_list<Step> steps)
{
    return [wanted = std::vector<Step>(steps)](const SmtpVisit& visit) {
        std::optional<Seconds> sum;
        for (const auto& exchange : visit.exchanges) {
            if (exchange.reply && std::find(wanted.begin(), wanted.end(), exchange.step) != wanted.end()) {
                sum = sum.value_or(Seconds(0)) + exchange.seconds;
            }
        }
        return sum;
    };
}

std::optional<Seconds> connectTime(const SmtpVisit& visit)
{
    return visit.connectFailure ? std::nullopt : std::optional(visit.connect);
}

std::optional<Seconds> handshakeTime(const SmtpVisit& visit)
{
    return visit.tls && visit.tls->established() ? std::optional(visit.tls->seconds) : std::nullopt;
}

std::optional<long> leastCertDays(const Observation& seen)
{
    std::optional<long> least;
    for (const auto* address : seen.addresses()) {
        const auto left = address->visit.tls ? address->visit.tls->leastDaysLeft() : std::nullopt;
        if (left) {
            least = std::min(least.value_or(*left), *left);
        }
    }
    return least;
}

} // namespace

std::vector<Metric> measure(const Observation& seen, const Policy& policy)
{
    std::vector<Metric> metrics{seconds("time", seen.total.count()), seconds("resolve", seen.resolve.count())};
    const auto add = [&](const std::string& name, const Measured& step) {
        if (const auto value = slowest(seen, step)) {
            metrics.push_back(seconds(name, *value));
        }
    };
    add("connect", connectTime);
    add("greeting", replyTime({Step::Greeting}));
    add("ehlo", replyTime({Step::Ehlo, Step::Helo}));
    add("starttls", replyTime({Step::StartTls}));
    add("tls", handshakeTime);
    if (const auto days = leastCertDays(seen)) {
        Metric metric;
        metric.name = "cert_days";
        metric.value = static_cast<double>(*days);
        metric.threshold = policy.tls.certDays;
        metric.judged = true;
        metrics.push_back(metric);
    }
    return metrics;
}

} // namespace mpm::checkSmtpTls
