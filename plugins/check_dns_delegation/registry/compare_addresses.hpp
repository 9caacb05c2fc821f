// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/observation.hpp"

#include <string>

namespace mpm::checkDnsDelegation {

/// "has 192.0.2.9 for ns1.shop.example, where the parent's glue has 192.0.2.1 and the zone 192.0.2.1", for a name
/// server within the zone; empty where they agree. Families are compared one by one, and only those of which the
/// registry tells an address: many show one family alone. Glue is what a registry publishes; the zone counts where
/// there is none.
std::string addressesDiffer(const Observation& seen, const RegistryHost& host);

} // namespace mpm::checkDnsDelegation
