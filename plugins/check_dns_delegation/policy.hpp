// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check/threshold.hpp"
#include "dns/name.hpp"
#include "io/ip_address.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkDnsDelegation {

/// One item of --expect-ds: `KEYTAG` or `KEYTAG ALGORITHM DIGESTTYPE HEX`.
struct ExpectedDs {
    std::uint16_t keyTag = 0;
    std::optional<std::uint8_t> algorithm;
    std::optional<std::uint8_t> digestType;
    std::string digest; ///< octets; empty: any

    /// A comma list. Throws UsageError, quoting the item.
    static std::vector<ExpectedDs> parseList(std::string_view list);

    std::string toString() const;
};

/// What the user wants of the zone.
struct Policy {
    ReportParts parts; ///< of the report that somebody will see
    Status timeoutStatus = Status::Critical;
    FamilyChoice families = FamilyChoice::Any;
    std::size_t minServers = 2; ///< name servers wanted
    std::size_t minGood = 1;    ///< addresses that must serve the zone
    bool tcp = true;
    std::vector<DnsName> expectNs; ///< empty: any
    std::optional<std::uint32_t> expectSerial;
    std::vector<ExpectedDs> expectDs; ///< empty: any
    Threshold rrsigDays = {};         ///< how long signatures must last
};

} // namespace mpm::checkDnsDelegation
