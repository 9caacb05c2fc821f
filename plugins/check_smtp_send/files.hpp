// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/secret.hpp"

#include <string>

namespace mpm::checkSmtpSend {

/// The file's first line without its end; the file may be a pipe. Throws UsageError where there is no such file, or
/// no password in it.
Secret passwordFrom(const std::string& file);

/// The whole file as it is. Throws UsageError for an empty one, one that holds NUL octets, and anything but a regular
/// file.
std::string messageFrom(const std::string& file);

} // namespace mpm::checkSmtpSend
