// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace mpm::checkDnsDelegation {

/// The text of the file that lists RDAP servers (RFC 9224). One that can't be used is this machine's fault, so it is
/// told before anybody is asked: throws UsageError, which names the option and the file.
std::string readBootstrapFile(const std::string& path);

} // namespace mpm::checkDnsDelegation
