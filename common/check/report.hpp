// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/metric.hpp"
#include "check/observations.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpm {

/// What of a report somebody will see; the rest need not be made.
struct ReportParts {
    bool replies = true;
    bool transcript = true;
    bool observations = true;
};

/// A name and its value, of Prometheus series and of "labels" in JSON.
using Label = std::pair<std::string, std::string>;

/// What a check says in the end: everything that a renderer needs, and nothing that it must judge.
struct Report {
    std::string plugin;        ///< "check_smtp_banner"
    std::string service;       ///< "SMTP BANNER"
    std::string target;        ///< what the user asked about
    std::vector<Label> place;  ///< what sets this run apart from others at the target: port and mode, where they apply
    std::vector<Label> labels; ///< the user's --label, in their order
    std::optional<std::int64_t> certExpiry; ///< Unix time at which the first certificate seen expires
    std::string typedTarget;                ///< as the user typed it, where that is Unicode and `target` its A-labels
    std::string summary;                    ///< line 1 when nothing is wrong
    std::string mark;                       ///< what line 1 says at its end in any case: "queue ID 4Xyz"; mostly empty
    std::vector<Finding> findings;
    std::vector<Metric> metrics;
    std::vector<std::string> notYet; ///< metrics that this run could not have yet, through nobody's fault
    Observations observations;
    std::vector<std::string> replies;    ///< for -v: the replies that matter, a line each as the server sent it, and
                                         ///< before those of each host its name; safe to print
    std::vector<std::string> transcript; ///< for -vv: the dialogue, a time at the front of each line, secrets masked

    /// The worst status among the findings; Ok without any.
    Status status() const;

    /// The text after "SERVICE STATUS - ": the worst finding (the first of equals), else the summary; the
    /// mark behind it. The target's first mention is followed by the name that was typed.
    std::string headline() const;
};

/// "time 3.200s is above 2": how a metric leaves the range of its threshold, the critical one if that is left;
/// empty when it leaves none.
std::string breachOf(const Metric& metric);

/// The user's `--severity ID=STATUS`, by ID.
using Severities = std::map<std::string, Status, std::less<>>;

/// Adds `ID=STATUS` or a comma list of them. Throws UsageError for an ID that is not in `kinds`,
/// for what is no status and for an ID that was given before.
void addSeverity(Severities& severities, std::string_view list, std::span<const FindingKind> kinds);

/// A metric left the range that the user set; every plugin has it.
inline constexpr FindingKind metricOutOfRange{
    .id = "metric-out-of-range",
    .status = Status::Warning,
    .meaning = "A measured value left the range that --warning or --critical allows; the range decides the status.",
    .remedy = "Look for what makes this step slow or this number wrong: load, a DNS time-out on the server, "
              "a delay that the server imposes on purpose, or a threshold set too tight.",
    .reference = ""};

/// A metric that the user set a threshold on could have been measured, was not, and no other finding says why.
inline constexpr FindingKind metricMissing{
    "metric-missing", Status::Warning, "There is no value for a metric on which a threshold is set.",
    "Correct the metric's name, or take the threshold away; where the value was there before, see what no longer "
    "happens.",
    ""};

/// Judges every metric by its threshold (a breach is a finding, its `kinds` entry named by the metric) and misses those
/// that the user gave one and that are not there, but for those that can't be yet; then lets the user's severities
/// speak, then puts the worst findings first.
void conclude(Report& report, const Thresholds& thresholds, const Severities& severities,
              std::span<const FindingKind> kinds);

} // namespace mpm
