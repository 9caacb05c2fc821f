// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// What an ini file adds to the command line.
struct ExtraOpts {
    std::string file;
    std::vector<std::string> arguments;
};

/// The arguments that `--extra-opts[=[SECTION][@FILE]]` stands for, as monitoring-plugins reads them: without
/// SECTION the program's name, without FILE the first of monitoring-plugins.ini, plugins.ini and
/// nagios-plugins.ini in the usual folders (or in those that $MP_CONFIG_PATH or $NAGIOS_CONFIG_PATH name).
/// A key of one letter becomes -k, a longer one --key. Throws UsageError that names the file and the line.
ExtraOpts readExtraOpts(std::string_view source, std::string_view program);

/// The arguments in one section of an ini file's text; `file` is for the error text.
std::vector<std::string> parseIniSection(std::string_view text, std::string_view section, std::string_view file);

} // namespace mpm
