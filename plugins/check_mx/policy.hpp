// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/status.hpp"
#include "dns/name.hpp"
#include "io/ip_address.hpp"

#include <cstdint>
#include <optional>
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
    bool connected = true;    ///< false: --dns-only, nothing was connected to
    std::size_t minHosts = 1; ///< hosts that must take mail
    bool startTls = false;    ///< every address must offer it
    bool expectNull = false;
    std::vector<ExpectedMx> expectedSet; ///< empty: any
    std::vector<DnsName> expectedDown;
};

} // namespace mpm::checkMx
