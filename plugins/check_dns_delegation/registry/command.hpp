// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/name.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// The shell command that shows what a registry's server says of a domain: `whois -h whois.nic.example
/// shop.example`, or curl for an URL. Safe to paste: empty when the server's name or the URL has a character that
/// means something to a shell, or is very long.
std::string registryCommand(std::string_view source, const DnsName& domain);

} // namespace mpm
