// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "cli/host_options.hpp"
#include "dns/name.hpp"
#include "survey/by_hand.hpp"
#include "survey/survey.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// Options that several of the plugins which speak SMTP share.
extern const OptionSpec mxOption;
extern const OptionSpec fqdnOption;
extern const OptionSpec quietOption; ///< check_smtp's -q: accepted, no effect

/// -H, or --mx in its place, and -4 and -6. Throws UsageError for both, for neither, and for what is no host or domain.
MailTarget readMailTarget(const CommandLine& line, const CommonOptions& common);

/// A domain that mail can go to, given with this option. Throws UsageError for any other name.
DnsName readMailDomain(std::string_view option, const std::string& text);

/// The labels port and mode (plain, starttls, smtps, lmtp) of what is asked of a server; LMTP is lmtp in TLS too.
std::vector<Label> placeOf(std::uint16_t port, Protocol protocol, std::optional<TlsMode> tls);
std::vector<Label> placeOf(const SurveyPlan& plan);

/// How to do by hand what is planned.
ByHand byHand(const SurveyPlan& plan, const CommonOptions& common);

/// -F: a domain or an address literal; empty when absent.
std::string readFqdn(const CommandLine& line);

/// A command as the user gave it, without blanks around it. Throws UsageError when it holds a line end or another
/// control octet, which would smuggle in a second command, when it is empty, or longer than a command line may be.
std::string checkedCommand(const std::string& given);

} // namespace mpm
