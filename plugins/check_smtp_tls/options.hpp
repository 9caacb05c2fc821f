// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_tls/policy.hpp"
#include "check_smtp_tls/probe.hpp"
#include "cli/common_options.hpp"
#include "cli/plugin.hpp"

namespace mpm::checkSmtpTls {

PluginDescription description();

struct Options {
    Target target;
    Policy policy;
};

/// Throws UsageError.
Options readOptions(const CommandLine& line, const CommonOptions& common);

} // namespace mpm::checkSmtpTls
