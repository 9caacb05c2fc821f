// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "survey/mail_hosts.hpp"

#include <vector>

namespace mpm::sending {

/// Hosts whose name leads nowhere, or not in both families. WARNING while another host has an address; without any
/// there is nobody to deliver to, and that is CRITICAL, or `timeoutStatus` where the DNS was silent.
std::vector<Finding> judgeLookups(const MailHosts& seen, Status timeoutStatus);

} // namespace mpm::sending
