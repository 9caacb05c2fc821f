// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/policy.hpp"
#include "check_mail_roundtrip/probe.hpp"
#include "cli/common_options.hpp"
#include "cli/plugin.hpp"

namespace mpm::checkMailRoundtrip {

PluginDescription description();

/// What the command line says.
struct Options {
    Target target;
    Policy policy; ///< its context is the target's, once that is known
    bool defaultSender = false;
};

/// With the files that it names read. Throws UsageError, for files that can't be used as well.
Options readOptions(const CommandLine& line, const CommonOptions& common);

} // namespace mpm::checkMailRoundtrip
