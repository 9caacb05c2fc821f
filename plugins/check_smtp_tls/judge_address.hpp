// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/redundancy.hpp"
#include "check_smtp_tls/observation.hpp"
#include "check_smtp_tls/policy.hpp"

#include <optional>
#include <vector>

namespace mpm::checkSmtpTls {

/// One address as a part that others can stand in for.
RedundantPart judgeAddress(const AddressSeen& address, const Policy& policy);

/// What the DNS says of the host's TLSA records, before any server is looked at.
std::optional<Finding> judgeTlsaOf(const HostSeen& host, const Policy& policy);

} // namespace mpm::checkSmtpTls
