// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_banner/observation.hpp"
#include "io/channel.hpp"
#include "io/resolver.hpp"
#include "smtp/visit.hpp"

#include <cstdint>
#include <string>

namespace mpm::checkSmtpBanner {

/// Whom to visit, and what to say.
struct Target {
    std::string host; ///< a name or an address
    std::uint16_t port = 25;
    FamilyChoice families = FamilyChoice::Any;
    bool reverseDns = false;
    VisitPlan plan;
};

/// Visits every address of the host at the same time.
Observation observe(const Target& target, Resolver& resolver, Dialer& dialer, Deadline deadline);

} // namespace mpm::checkSmtpBanner
