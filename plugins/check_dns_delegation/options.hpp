// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/policy.hpp"
#include "check_dns_delegation/probe.hpp"
#include "cli/common_options.hpp"
#include "cli/plugin.hpp"

namespace mpm::checkDnsDelegation {

PluginDescription description();

struct Options {
    Target target;
    Policy policy;
    RegistryPlan registry;
};

/// Throws UsageError.
Options readOptions(const CommandLine& line, const CommonOptions& common);

} // namespace mpm::checkDnsDelegation
