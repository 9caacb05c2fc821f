// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "tls/judge_tls.hpp"

#include <string>
#include <vector>

namespace mpm {

/// Whether the chain leads to a trusted authority and the name is right.
std::vector<Finding> judgeTrust(const TlsFacts& facts, const std::string& subject);

/// What `cert_days` of this certificate is judged by: what the user gave, else 21 and 7 days, and for one that was
/// issued for less than 84 days a quarter and a twelfth of its life.
Threshold limitsOf(const Certificate& certificate, const Threshold& given);

/// The days by which these limits judge: exact where a limit has decimals.
double judgedDays(const Certificate& certificate, UnixTime now, const Threshold& limits);

/// Expired, not yet valid, expires soon: the server's certificate and all that trust rests on, each by its own limits.
std::vector<Finding> judgeDates(const TlsFacts& facts, const Threshold& given, const std::string& subject);

/// Order, strength, revocation and pins.
std::vector<Finding> judgeQuality(const TlsFacts& facts, const TlsPolicy& policy, const std::string& subject);

} // namespace mpm
