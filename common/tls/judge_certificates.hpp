// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "tls/judge_tls.hpp"

#include <string>
#include <vector>

namespace mpm {

/// Whether the chain leads to a trusted authority and the name is right.
std::vector<Finding> judgeTrust(const TlsFacts& facts, const std::string& subject);

/// Expired, not yet valid, expires soon: the server's certificate and all that trust rests on.
std::vector<Finding> judgeDates(const TlsFacts& facts, const Threshold& certDays, const std::string& subject);

/// Order, strength, revocation and pins.
std::vector<Finding> judgeQuality(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject);

} // namespace mpm
