// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "cli/common_options.hpp"
#include "cli/plugin.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mpm {

/// What a run is about.
struct Asked {
    std::string target;
    std::vector<Label> place = {}; ///< as in Report
};

/// A check whose options are read, and how to carry it out by a deadline.
struct PreparedCheck {
    Asked asked;
    std::function<Report(Deadline)> run;
};

/// Reads the plugin's own options; throws UsageError.
using PrepareCheck = std::function<PreparedCheck(const CommandLine&, const CommonOptions&)>;

/// Makes the tables of a plugin. That takes memory, so it is not done before there are words for having none.
using DescribePlugin = PluginDescription (*)();

/// The whole life of a plugin: arguments, deadline, check, judgement of the metrics, output. The only code
/// that ends the process: it flushes and leaves without destructors, over whatever threads are left behind.
/// Whatever goes wrong, something is on stdout and the exit status is 0 to 3. To be called first of all in main.
[[noreturn]] void runPlugin(DescribePlugin describe, int argc, char** argv, const PrepareCheck& prepare);

} // namespace mpm
