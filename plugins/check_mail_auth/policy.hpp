// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check/status.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace mpm::checkMailAuth {

/// What a DMARC record asks receivers to do with mail that fails, from weak to strong (RFC 7489 section 6.3, p).
enum class DmarcAction : std::uint8_t { None, Quarantine, Reject };

/// "none", "quarantine", "reject".
std::string_view toString(DmarcAction action);

/// Without regard to case; nothing for any other word.
std::optional<DmarcAction> parseDmarcAction(std::string_view word);

/// Which records --require names: that they are missing is CRITICAL.
struct Required {
    bool spf = false;
    bool dkim = false;
    bool dmarc = false;
    bool tlsReports = false;
    bool mtaSts = false;

    /// A comma list of spf, dkim, dmarc, tls-rpt and mta-sts, added to what is there. Throws UsageError, quoting the
    /// word.
    void add(std::string_view list);
};

/// What the user wants of the domain.
struct Policy {
    Status timeoutStatus = Status::Critical;
    std::optional<DmarcAction> leastDmarc; ///< --dmarc-at-least
    bool sendsNothing = false;
    Required required;
    ReportParts parts; ///< of the report that somebody will see
};

} // namespace mpm::checkMailAuth
