// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/secret.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// The first line, without its end, of a file that the option names; the file may be a pipe. Throws UsageError where
/// there is no such file, or no password in it.
Secret passwordFrom(std::string_view option, const std::string& file);

/// The whole file of --message-file as it is. Throws UsageError for an empty one, one that holds NUL octets, and
/// anything but a regular file.
std::string messageFrom(const std::string& file);

} // namespace mpm
