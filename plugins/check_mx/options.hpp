// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mx/policy.hpp"
#include "check_mx/probe.hpp"
#include "cli/common_options.hpp"
#include "cli/plugin.hpp"

namespace mpm::checkMx {

PluginDescription description();

struct Options {
    Target target;
    Policy policy;
};

/// Throws UsageError.
Options readOptions(const CommandLine& line, const CommonOptions& common);

} // namespace mpm::checkMx
