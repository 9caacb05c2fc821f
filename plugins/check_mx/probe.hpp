// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mx/observation.hpp"
#include "survey/survey.hpp"

#include <vector>

namespace mpm::checkMx {

/// What to look at.
struct Target {
    SurveyPlan survey;                       ///< of a domain
    bool connect = true;                     ///< false: --dns-only
    std::vector<DnsName> blocklists;         ///< of addresses
    std::vector<IpAddress> furtherAddresses; ///< to look up there as well
    std::vector<DnsName> nameLists;          ///< blocklists of names, asked about the domain
};

/// Surveys the domain's hosts, and asks the blocklists about their addresses and about themselves, all at the same
/// time.
Observation observe(const Target& target, const World& world, Deadline deadline);

} // namespace mpm::checkMx
