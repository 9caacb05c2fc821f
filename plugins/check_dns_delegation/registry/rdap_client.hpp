// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/lookup.hpp"

namespace mpm {

/// Asks the RDAP server of the domain's registry, which the bootstrap file names. Throws PeerFailed, with what was
/// reached by then in `seen`'s source.
void askByRdap(const RegistryPlan& plan, const NetworkAccess& network, RegistrySeen& seen, Deadline deadline);

} // namespace mpm
