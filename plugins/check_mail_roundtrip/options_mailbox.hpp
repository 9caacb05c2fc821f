// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.hpp"
#include "cli/common_options.hpp"
#include "cli/option_spec.hpp"
#include "retrieval/connection.hpp"
#include "tls/judge_tls.hpp"

#include <vector>

namespace mpm::checkMailRoundtrip {

std::vector<OptionSpec> mailboxOptions();

/// The mailboxes, each with its folders, password and TLS. `policy`: what a session must be before a password is sent
/// over it. Throws UsageError.
std::vector<RetrievalPlan> readMailboxes(const CommandLine& line, const CommonOptions& common, const TlsPolicy& policy);

} // namespace mpm::checkMailRoundtrip
