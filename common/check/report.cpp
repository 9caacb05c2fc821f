// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/report.hpp"

#include "check/ascii.hpp"
#include "check/cause.hpp"
#include "check/usage_error.hpp"

#include <algorithm>

namespace mpm {

Status Report::status() const
{
    auto status = Status::Ok;
    for (const auto& finding : findings) {
        status = worse(status, finding.status);
    }
    return status;
}

std::string Report::headline() const
{
    const auto worst = std::max_element(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return a.status != b.status && worse(a.status, b.status) == b.status;
    });
    const bool fine = worst == findings.end() || worst->status == Status::Ok;
    auto text = fine ? summary : worst->summary();
    if (const auto at = typedTarget.empty() ? std::string::npos : text.find(target); at != std::string::npos) {
        text.insert(at + target.size(), " (" + typedTarget + ")");
    }
    return text + (mark.empty() ? "" : ", " + mark);
}

void addSeverity(Severities& severities, std::string_view list, std::span<const FindingKind> kinds)
{
    for (const auto& item : splitList(list)) {
        const auto equals = item.find('=');
        if (equals == std::string::npos) {
            throw UsageError("--severity: '" + item + "' is not of the form ID=STATUS");
        }
        const auto id = item.substr(0, equals);
        const auto status = parseStatus(item.substr(equals + 1));
        if (std::none_of(kinds.begin(), kinds.end(), [&](const FindingKind& kind) { return kind.id == id; })) {
            throw UsageError("--severity: there is no finding '" + id + "'; --list-findings shows them all");
        }
        if (!status) {
            throw UsageError("--severity: '" + item.substr(equals + 1) +
                             "' is not a status; use ok, warning, critical or unknown");
        }
        if (!severities.emplace(id, *status).second) {
            throw UsageError("--severity: '" + id + "' is given twice");
        }
    }
}

namespace {

std::string breach(const Metric& metric, const Range& range)
{
    const bool shortTime = metric.unit == "s" && metric.value < 0.01; // three places would show it as its limit
    auto text =
        metric.name + " " +
        (metric.unit == "s" && !shortTime ? formatSeconds(metric.value) : formatNumber(metric.value) + metric.unit);
    const auto limit = [&](double value) { return formatNumber(value) + metric.unit; };
    if (range.alarmInside()) {
        return text + " is inside the range " + range.toString();
    }
    return metric.value > range.end() ? text + " is above " + limit(range.end())
                                      : text + " is below " + limit(range.start());
}

void judgeMetric(Report& report, const Metric& metric, std::span<const FindingKind> kinds)
{
    const auto status = metric.threshold.judge(metric.value);
    if (status == Status::Ok) {
        return;
    }
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const FindingKind& candidate) { return candidate.id == metric.findingId; });
    auto finding = found(kind == kinds.end() ? metricOutOfRange : *kind, report.target, breachOf(metric) + metric.note);
    finding.status = status;
    finding.remedy += metric.command.empty() ? "" : " See it with: " + metric.command;
    report.findings.push_back(std::move(finding));
}

/// Names of hosts compare as in the DNS.
std::string folded(std::string_view name)
{
    return toLower(name.ends_with('.') ? name.substr(0, name.size() - 1) : name);
}

bool isMeasured(const Report& report, std::string_view name)
{
    return std::any_of(report.metrics.begin(), report.metrics.end(),
                       [&](const Metric& metric) { return folded(metric.name) == folded(name); });
}

bool isNotYet(const Report& report, std::string_view name)
{
    return std::find(report.notYet.begin(), report.notYet.end(), name) != report.notYet.end();
}

/// Whether a finding that isn't OK says why there is no such value; for a host's or server's, one that names it.
bool isExplained(const Report& report, const std::string& name, std::span<const FindingKind> kinds)
{
    const bool isHost = name.find('.') != std::string::npos;
    return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
        const auto kind =
            std::find_if(kinds.begin(), kinds.end(), [&](const FindingKind& each) { return each.id == finding.id; });
        const bool names = finding.subject == report.target ||
                           toLower(finding.subject + " " + finding.message).find(folded(name)) != std::string::npos;
        return finding.status != Status::Ok && kind != kinds.end() && kind->cutsShort && (!isHost || names);
    });
}

void applySeverities(std::vector<Finding>& findings, const Severities& severities)
{
    for (auto& finding : findings) {
        if (const auto wanted = severities.find(finding.id); wanted != severities.end()) {
            finding.status = wanted->second;
        }
    }
}

} // namespace

std::string breachOf(const Metric& metric)
{
    switch (metric.threshold.judge(metric.value)) {
    case Status::Critical: return breach(metric, *metric.threshold.critical);
    case Status::Warning: return breach(metric, *metric.threshold.warning);
    default: return {};
    }
}

void conclude(Report& report, const Thresholds& thresholds, const Severities& severities,
              std::span<const FindingKind> kinds)
{
    for (auto& metric : report.metrics) {
        if (metric.judged) {
            continue;
        }
        metric.threshold = thresholds.of(metric.name);
        judgeMetric(report, metric, kinds);
    }
    // A finding that was put to rest explains nothing.
    applySeverities(report.findings, severities);
    for (const auto& name : thresholds.given()) {
        if (!isMeasured(report, name) && !isNotYet(report, name) && !isExplained(report, name, kinds)) {
            report.findings.push_back(found(metricMissing, report.target,
                                            "there is no value for '" + name + "', on which a threshold is set"));
        }
    }
    applySeverities(report.findings, severities);
    report.findings = eachCauseOnce(std::move(report.findings));
    std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
        return a.status != b.status && worse(a.status, b.status) == a.status;
    });
}

} // namespace mpm
