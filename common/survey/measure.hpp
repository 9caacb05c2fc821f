// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/metric.hpp"
#include "survey/mail_hosts.hpp"

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// How long a step of a visit took; nothing where the visit did not get there.
using StepTime = std::function<std::optional<Seconds>(const SmtpVisit&)>;

std::optional<Seconds> connectTime(const SmtpVisit& visit);

/// Of a handshake that led to a session.
std::optional<Seconds> handshakeTime(const SmtpVisit& visit);

/// The sum over all replies to these steps, before and inside TLS. Those of one group were waited for together, so
/// their time, from when the group was sent to the last of them, counts once.
StepTime replyTime(std::initializer_list<Step> steps);

/// A metric, and what it measures.
struct TimedStep {
    std::string name;
    StepTime time;
};

/// "time" and "resolve" of the run; of each step the slowest of these visits, and nothing where none got there.
std::vector<Metric> measure(const MailHosts& seen, const std::vector<const SmtpVisit*>& visits,
                            const std::vector<TimedStep>& steps);

} // namespace mpm
