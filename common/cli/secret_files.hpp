// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "cli/command_line.hpp"

#include <vector>

namespace mpm {

/// Every plugin that reads a password or a private key has it.
inline constexpr FindingKind secretFileReadable{
    "secret-file-readable", Status::Ok,
    "A file that holds a password or a private key can be read by every user of this machine.",
    "chmod o-rwx FILE, and let it belong to the user or group that the monitoring runs as. The secret has been open to "
    "all: change it.",
    ""};

/// From here on no core dump holds what this process knows, and none but root may look into it. To be called before a
/// secret is read.
void forbidDumps();

/// Whether any of these options leads to a secret in a file.
bool readSecrets(const std::vector<OptionSpec>& specs);

/// Whether a file that holds a secret by its option is named: a password's or a private key's.
bool namesSecretFile(const CommandLine& line, const std::vector<OptionSpec>& specs);

/// One finding for each regular file that holds a secret by its option, or a password in a section of an ini file, and
/// whose mode lets others read it. Folders above that are closed to them are not looked at.
std::vector<Finding> readableSecretFiles(const CommandLine& line, const std::vector<OptionSpec>& specs);

} // namespace mpm
