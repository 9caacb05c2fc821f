// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/secret.hpp"
#include "check/usage_error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// One option of an ini file: views of its text, which may hold a password.
struct IniLine {
    std::size_t number = 0;                ///< of the line, from 1
    std::string_view key;                  ///< as written
    std::optional<std::string_view> value; ///< without blanks and quotes around it; nothing without '='

    bool operator==(const IniLine&) const = default;
};

/// What an ini file adds to the command line.
struct ExtraOpts {
    std::string file;
    Secret text; ///< that the lines view
    std::vector<IniLine> lines;
};

/// What is wrong with a line, by file and number. The line is never quoted: it could be a password whose key was
/// forgotten.
UsageError wrongLine(std::string_view file, std::size_t number, std::string_view why);

/// The options that `--extra-opts[=[SECTION][@FILE]]` stands for, as monitoring-plugins reads them: without
/// SECTION the program's name, without FILE the first of monitoring-plugins.ini, plugins.ini and
/// nagios-plugins.ini in the usual folders (or in those that $MP_CONFIG_PATH or $NAGIOS_CONFIG_PATH name).
/// A key of one letter means -k, a longer one --key. Throws UsageError that names the file and the line.
ExtraOpts readExtraOpts(std::string_view source, std::string_view program);

/// The options in one section of an ini file's text, which they view; `file` is for the error text.
std::vector<IniLine> parseIniSection(std::string_view text, std::string_view section, std::string_view file);

} // namespace mpm
