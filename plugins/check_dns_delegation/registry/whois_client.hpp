// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/lookup.hpp"

#include <optional>
#include <string_view>

namespace mpm {

/// HOST, HOST:PORT, ADDR, [v6], [v6]:PORT; nothing for any other text.
std::optional<AskedServer> parseWhoisServer(std::string_view text);

/// Asks the server of the plan, or the one that whois.iana.org names, and the registrar's when the registry does not
/// say when the registration ends. Each refers once at most, and nobody to this machine's own networks or to another
/// port. Throws PeerFailed, with what was reached by then in `seen`'s source.
void askByWhois(const RegistryPlan& plan, const NetworkAccess& network, RegistrySeen& seen, Deadline deadline);

} // namespace mpm
