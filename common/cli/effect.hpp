// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "cli/command_line.hpp"
#include "cli/plugin.hpp"

#include <string>
#include <vector>

namespace mpm {

/// An option was given that this combination of options makes no use of; every plugin has it.
inline constexpr FindingKind optionUnused{
    "option-unused", Status::Ok, "An option has no effect together with the others that were given.",
    "Nothing, where a template passes it always; otherwise take it away, or give the option that it belongs to.", ""};

/// Why something that needs, or does not go with, other options has no effect here: "without --starttls or --smtps",
/// "with --dns-only"; empty where it has one. `needs` and `never` are options' names with blanks between.
std::string whyWithoutEffect(const CommandLine& line, std::string_view needs, std::string_view never);

/// One finding for each option that was given and has no effect.
std::vector<Finding> unusedOptions(const CommandLine& line, const std::vector<OptionSpec>& specs);

} // namespace mpm
