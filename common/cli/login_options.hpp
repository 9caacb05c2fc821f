// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/secret.hpp"
#include "cli/command_line.hpp"
#include "cli/option_spec.hpp"
#include "submission/authenticate.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// -U and what belongs to it.
std::vector<OptionSpec> loginOptions();

/// Which SASL mechanism to use, by that name and letter; of a login of its own.
OptionSpec mechanismOption(std::string_view name, char letter);

/// Nothing without --auth-user. Throws UsageError. From here on no core dump holds what this process knows.
std::optional<Login> readLogin(const CommandLine& line);

/// A user's name as an option gives it. Throws UsageError for an empty one and for control octets.
std::string checkedUser(std::string_view option, const std::string& user);

/// The mechanism that an option names, or nothing when it is absent. Throws UsageError for an unknown one.
std::optional<SaslMechanism> readMechanism(const CommandLine& line, const std::string& option);

/// What the environment holds under this name, which is wiped there: it is a copy, too, and /proc shows it. Empty
/// without.
Secret takeFromEnvironment(const char* name);

} // namespace mpm
