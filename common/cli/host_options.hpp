// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.hpp"
#include "cli/common_options.hpp"
#include "cli/option_spec.hpp"

#include <cstdint>
#include <string>

namespace mpm {

/// Options that say whom a check asks, whatever it speaks.
extern const OptionSpec hostOption;
extern const OptionSpec domainOption; ///< -H is accepted as a synonym
extern const OptionSpec portOption;

/// -H: an address without brackets, or a host name as A-labels. Throws UsageError when it is absent,
/// no host, or an address of a family that -4 or -6 rules out.
std::string readHost(const CommandLine& line, const CommonOptions& common);

/// -p: 1 to 65535.
std::uint16_t readPort(const CommandLine& line, std::uint16_t defaultPort);

} // namespace mpm
