// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.hpp"
#include "cli/common_options.hpp"
#include "cli/option_spec.hpp"
#include "survey/survey.hpp"
#include "tls/judge_tls.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// -S and --smtps, for every plugin that speaks SMTP.
std::vector<OptionSpec> tlsModeOptions();

/// --ca-file and --ca-path.
std::vector<OptionSpec> trustAnchorOptions();

/// How a session and its certificate are judged: --ca-file to --client-key.
std::vector<OptionSpec> tlsTrustOptions();

/// --dane, --tlsa and --trust-resolver.
std::vector<OptionSpec> daneOptions();

/// Which way into TLS the user wants; nothing for neither. Throws UsageError for both.
std::optional<TlsMode> readTlsMode(const CommandLine& line);

/// The port where none is given: 465 with --smtps, else 25.
std::uint16_t smtpPort(const CommandLine& line);

/// For runs without TLS, in which nobody could keep what --dane and --tlsa demand: throws UsageError when one is given.
void refuseDaneWithoutTls(const CommandLine& line);

/// Throws UsageError for a file or folder that can't be used.
TrustAnchors readTrustAnchors(const CommandLine& line);

/// Throws UsageError, also for files that can't be read. The names are empty unless given: they default to
/// the host's.
TlsRequest readTlsRequest(const CommandLine& line);

/// Where TLSA records come from (RFC 7672), if they are wanted.
struct DaneOptions {
    bool wanted = false;           ///< --dane: from the DNS
    std::vector<TlsaRecord> given; ///< of --tlsa, instead
    ResolverTrust trust = ResolverTrust::Loopback;
};

/// Throws UsageError, also for --dane with an address as the host. The host is empty with --mx.
DaneOptions readDane(const CommandLine& line, const std::string& host);

/// Throws UsageError. `-D` and thresholds on cert_days are the same thing.
TlsPolicy readTlsPolicy(const CommandLine& line, const CommonOptions& common);

/// The plan with TLS as a check wants it that sends nothing secret: the server may show itself at its worst, in old
/// versions and with weak algorithms, and is judged by what it shows. Throws UsageError.
SurveyPlan readTlsOfSurvey(const CommandLine& line, TlsMode mode, SurveyPlan plan);

} // namespace mpm
