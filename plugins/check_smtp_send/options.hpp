// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/common_options.hpp"
#include "cli/plugin.hpp"
#include "sending/policy.hpp"
#include "sending/walk.hpp"
#include "submission/message.hpp"

namespace mpm::checkSmtpSend {

PluginDescription description();

/// What the command line says.
struct Options {
    sending::Target target;
    sending::Policy policy;
    MessageDraft draft; ///< what the message is made of where the plan has none from a file
    bool defaultSender = false;
};

/// With the files that it names read. Throws UsageError, for files that can't be used as well.
Options readOptions(const CommandLine& line, const CommonOptions& common);

} // namespace mpm::checkSmtpSend
