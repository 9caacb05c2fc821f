// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/record.hpp"

#include <string>
#include <string_view>

/// RDAP (RFC 9083) and where to find its servers (RFC 9224).
namespace mpm {

/// The base URL, with a final slash, that the bootstrap file names for the domain: that of the longest suffix,
/// https before http. Empty when it names none or is no bootstrap file.
std::string rdapBaseFor(std::string_view bootstrap, const DnsName& domain);

/// Whether the text is a bootstrap file at all.
bool isRdapBootstrap(std::string_view text);

/// Reads a domain object. Whatever is missing or of the wrong type is left out.
RegistryRecord parseRdap(std::string_view json);

} // namespace mpm
