// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check/status.hpp"
#include "check/threshold.hpp"
#include "dns/name.hpp"
#include "io/ip_address.hpp"
#include "survey/by_hand.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMx {

/// One item of --expect-mx: `host` or `PREF host`.
struct ExpectedMx {
    std::optional<std::uint16_t> preference;
    DnsName exchange;

    /// A comma list. Throws UsageError, quoting the item.
    static std::vector<ExpectedMx> parseList(std::string_view list);
};

/// What the user wants of the domain.
struct Policy {
    Status timeoutStatus = Status::Critical;
    FamilyChoice families = FamilyChoice::Any;
    std::uint16_t port = 25;
    bool connected = true;    ///< false: --dns-only, nothing was connected to
    std::size_t minHosts = 1; ///< hosts that must take mail
    bool startTls = false;    ///< every address must offer it
    bool expectNull = false;
    std::vector<ExpectedMx> expectedSet; ///< empty: any
    std::vector<DnsName> expectedDown;
    Thresholds hostThresholds; ///< of the hosts' metrics, by the name as DnsName shows it
    ByHand byHand;             ///< for the commands that findings come with
    ReportParts parts;         ///< of the report that somebody will see

    /// Whether the port is the one that senders use (RFC 5321 section 4.5.4.2); of another one nothing follows for
    /// them.
    bool asSenders() const { return port == 25; }

    /// What so many hosts do that are as they should be: "takes mail", "answer on port 587".
    std::string service(std::size_t hosts) const;
};

/// A name of --expect-down: as --expect-mx takes it, underscores and all. Throws UsageError, quoting it.
DnsName parseExpectedDown(const std::string& text);

/// The thresholds on hosts' metrics, by the names as the DNS compares them: without regard to case and a
/// final dot. Throws UsageError for what is no name, and for a host with two of a kind.
Thresholds hostThresholdsOf(const Thresholds& given);

} // namespace mpm::checkMx
