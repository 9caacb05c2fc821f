// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/threshold.hpp"

#include "check/ascii.hpp"
#include "check/usage_error.hpp"

namespace mpm {

Status Threshold::judge(double value) const
{
    if (critical && critical->raisesAlarm(value)) {
        return Status::Critical;
    }
    if (warning && warning->raisesAlarm(value)) {
        return Status::Warning;
    }
    return Status::Ok;
}

Threshold withDefaults(Threshold given, const std::optional<Range>& warning, const std::optional<Range>& critical)
{
    if (!given.warning) {
        const bool never = warning && given.critical && warning->alarmsOnlyWithin(*given.critical);
        given.warning = never ? given.critical : warning;
    }
    if (!given.critical) {
        const bool hides = critical && given.warning && given.warning->alarmsOnlyWithin(*critical);
        given.critical = hides ? given.warning : critical;
    }
    return given;
}

void Thresholds::addWarning(std::string_view list)
{
    add(list, &Threshold::warning, "--warning");
}

void Thresholds::addCritical(std::string_view list)
{
    add(list, &Threshold::critical, "--critical");
}

void Thresholds::add(std::string_view list, std::optional<Range> Threshold::*kind, std::string_view option)
{
    for (const auto& item : splitList(list)) {
        const auto equals = item.find('=');
        const auto metric = equals == std::string::npos ? std::string("time") : item.substr(0, equals);
        const auto range = equals == std::string::npos ? item : item.substr(equals + 1);
        try {
            if (metric.empty()) {
                throw UsageError("'" + item + "' names no metric");
            }
            auto& slot = byMetric_[metric].*kind;
            if (slot) {
                throw UsageError("metric '" + metric + "' is given twice");
            }
            slot = Range::parse(range);
            given_.insert(metric);
        } catch (const UsageError& error) {
            throw UsageError(std::string(option) + ": " + error.what());
        }
    }
}

void Thresholds::defaultTo(std::string_view metric, std::optional<Range> warning, std::optional<Range> critical)
{
    auto& threshold = byMetric_[std::string(metric)];
    threshold = withDefaults(threshold, warning, critical);
}

std::optional<std::string> Thresholds::inverted() const
{
    for (const auto& [metric, threshold] : byMetric_) {
        const auto& [warning, critical] = threshold;
        if (warning && critical && *warning != *critical && warning->alarmsOnlyWithin(*critical)) {
            return metric;
        }
    }
    return std::nullopt;
}

Threshold Thresholds::of(std::string_view metric) const
{
    const auto found = byMetric_.find(metric);
    return found == byMetric_.end() ? Threshold{} : found->second;
}

} // namespace mpm
