// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "survey/visit.hpp"

#include <string>
#include <vector>

namespace mpm {

/// A refusal or a misplaced code as a finding with the catalogue's remedy. The reply must be one that the
/// step does not want.
Finding judgeUnwantedReply(const Exchange& exchange, const std::string& subject);

/// What an exchange shows beside its code: line ends, octets, length, early data.
std::vector<Finding> judgeForm(const Exchange& exchange, const std::string& subject);

/// Connection, greeting and EHLO of a visit, and the form of everything else.
std::vector<Finding> judgeVisit(const SmtpVisit& visit, Status timeoutStatus);

/// "EHLO", "RCPT TO user@example.com", or a command's own words.
std::string nameOf(const Exchange& exchange);

} // namespace mpm
