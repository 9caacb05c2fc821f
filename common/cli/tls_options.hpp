// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.hpp"
#include "cli/common_options.hpp"
#include "cli/option_spec.hpp"
#include "smtp/visit.hpp"
#include "tls/judge_tls.hpp"

#include <optional>
#include <vector>

namespace mpm {

/// -S and --smtps, for every plugin that speaks SMTP.
std::vector<OptionSpec> tlsModeOptions();

/// How a session and its certificate are judged: --ca-file to --client-key.
std::vector<OptionSpec> tlsTrustOptions();

/// Which way into TLS the user wants; nothing for neither. Throws UsageError for both.
std::optional<TlsMode> readTlsMode(const CommandLine& line);

/// Throws UsageError, also for files that can't be read. The names are empty unless given: they default to
/// the host's.
TlsRequest readTlsRequest(const CommandLine& line);

/// Throws UsageError. `-D` and thresholds on cert_days are the same thing.
TlsPolicy readTlsPolicy(const CommandLine& line, const CommonOptions& common);

} // namespace mpm
