// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "cli/common_options.hpp"
#include "cli/plugin.hpp"

#include <string>
#include <vector>

namespace mpm::property {

/// The command line as a check reads it, by these arguments.
struct GivenOptions {
    GivenOptions(const PluginDescription& about, const std::vector<std::string>& arguments)
        : plugin(about), line(CommandLine::parse(arguments, allOptions(plugin))),
          common(readCommonOptions(line, plugin))
    {
    }

    /// The report as a run finishes it.
    Report finished(Report report, const std::string& target) const
    {
        report.plugin = plugin.name;
        report.service = plugin.service;
        report.target = target;
        report.labels = common.labels;
        conclude(report, common.thresholds, common.severities, plugin.findings);
        return report;
    }

    PluginDescription plugin;
    CommandLine line;
    CommonOptions common;
};

} // namespace mpm::property
