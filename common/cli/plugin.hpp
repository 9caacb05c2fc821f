// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "cli/option_spec.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace mpm {

/// A metric that a plugin reports, for --help and for checking -w and -c.
struct MetricSpec {
    std::string_view name;
    std::string_view meaning;
    std::string_view needs{}; ///< produced only with one of these options, blank-separated; empty: always
    std::string_view never{}; ///< not produced with one of these
};

/// The ranges that a metric is judged by unless the user gives others; empty: none.
struct DefaultThreshold {
    std::string_view metric;
    std::string_view warning;
    std::string_view critical;
};

/// What is fixed about one plugin.
struct PluginDescription {
    std::string_view name;             ///< "check_smtp_banner"
    std::string_view service;          ///< "SMTP BANNER"
    std::string_view purpose;          ///< the question it answers
    std::string_view usage;            ///< "-H HOST [options]"
    std::vector<OptionSpec> options;   ///< its own, beside the common ones
    std::vector<FindingKind> findings; ///< every finding that its judgement can make
    std::vector<MetricSpec> metrics;
    bool metricsPerHost = false; ///< host names are metrics too
    std::vector<DefaultThreshold> defaultThresholds = {};
    bool waitsForMail = false; ///< unless -t says otherwise a run may take 55 s, below what schedulers wait, not 10
    std::span<const std::string_view> examples; ///< command lines, the program's name included
};

/// The options that every plugin has.
OptionSpecs commonOptions();

/// The plugin's own options and the common ones, in the order of --help.
std::vector<OptionSpec> allOptions(const PluginDescription& plugin);

/// What ends a run before there is anything to judge; every plugin has these.
inline constexpr FindingKind usageErrorKind{
    "usage-error", Status::Unknown,
    "The options, or a file that one of them names, can't be used; --severity does not change it.",
    "On this host, mend the option that the message quotes; --help shows them all.", ""};
inline constexpr FindingKind internalErrorKind{
    "internal-error", Status::Unknown, "The check itself failed: a library that gave up, or a fault of ours.",
    "Run it again with -vvv; if it stays, report the message and the options to the makers of this check.", ""};

/// The plugin's own findings and those two.
std::vector<FindingKind> allFindings(const PluginDescription& plugin);

/// The text of --help.
std::string helpText(const PluginDescription& plugin);

/// The text of --list-findings.
std::string findingsText(const PluginDescription& plugin);

} // namespace mpm
