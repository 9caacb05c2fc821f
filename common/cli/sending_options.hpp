// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.hpp"
#include "cli/common_options.hpp"
#include "cli/option_spec.hpp"
#include "sending/plan.hpp"
#include "submission/message.hpp"
#include "survey/by_hand.hpp"
#include "survey/survey.hpp"

#include <vector>

namespace mpm::sending {

std::vector<OptionSpec> messageOptions();
std::vector<OptionSpec> dialogueOptions();

/// What to say and where to leave, without the message and without what a password file holds. Throws UsageError
/// also for options that contradict each other.
Plan readPlan(const CommandLine& line, const CommonOptions& common);

/// The server that takes the message, with DANE where it is wanted, which goes into the plan's TLS. Throws UsageError.
MailTarget readRelay(const CommandLine& line, const CommonOptions& common, Plan& plan);

/// What the commands by hand need of it.
ByHand byHandOf(const Plan& plan, const MailTarget& mail, const CommonOptions& common);

/// The message, as far as the options make it. Throws UsageError.
MessageDraft readDraft(const CommandLine& line, const Plan& plan);

} // namespace mpm::sending
