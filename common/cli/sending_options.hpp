// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.hpp"
#include "cli/common_options.hpp"
#include "cli/option_spec.hpp"
#include "sending/plan.hpp"
#include "submission/message.hpp"

#include <vector>

namespace mpm::sending {

std::vector<OptionSpec> messageOptions();
std::vector<OptionSpec> dialogueOptions();

/// What to say and where to leave, without the message and without what a password file holds. Throws UsageError
/// also for options that contradict each other.
Plan readPlan(const CommandLine& line, const CommonOptions& common);

/// The message, as far as the options make it. Throws UsageError.
MessageDraft readDraft(const CommandLine& line, const Plan& plan);

} // namespace mpm::sending
