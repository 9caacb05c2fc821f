// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>

/// Files that one run keeps for the next ones, in a folder that others may be able to write to.
namespace mpm {

/// All of a file. Nothing when there is none, when it is longer than `most` octets, and when somebody else could
/// have put it there: a symbolic link, no plain file, another owner than this user or root, writable by others.
std::optional<std::string> readKeptFile(const std::string& path, std::size_t most);

/// Puts a file in place of the old one at once, readable for this user alone. A link that stands there is
/// replaced, never followed. Empty, or why it was not possible; safe to print.
std::string replaceKeptFile(const std::string& path, const std::string& content);

} // namespace mpm
