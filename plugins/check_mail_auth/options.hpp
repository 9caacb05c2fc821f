// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/policy.hpp"
#include "check_mail_auth/target.hpp"
#include "cli/common_options.hpp"
#include "cli/plugin.hpp"

namespace mpm::checkMailAuth {

PluginDescription description();

struct Options {
    Target target;
    Policy policy;
};

/// Throws UsageError.
Options readOptions(const CommandLine& line, const CommonOptions& common);

} // namespace mpm::checkMailAuth
