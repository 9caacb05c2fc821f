// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check/status.hpp"
#include "check_smtp_banner/expectation.hpp"
#include "check_smtp_banner/line_pattern.hpp"
#include "smtp/capabilities.hpp"
#include "survey/by_hand.hpp"
#include "tls/judge_tls.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkSmtpBanner {

/// What the user wants of the servers.
struct Policy {
    Status timeoutStatus = Status::Critical;
    std::vector<std::string> greetingTexts; ///< each must stand in a line of the greeting
    std::vector<LinePattern> greetingPatterns;
    std::vector<CapabilityExpectation> capabilities;
    std::vector<ResponseExpectation> responses; ///< one per command, in order
    std::optional<TlsPolicy> tls;               ///< where TLS is asked for
    ByHand byHand;                              ///< for the commands that findings come with
    ReportParts parts;                          ///< of the report that somebody will see
};

} // namespace mpm::checkSmtpBanner
