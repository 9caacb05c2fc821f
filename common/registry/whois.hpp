// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "registry/registry_record.hpp"

#include <string>
#include <string_view>

/// What WHOIS servers (RFC 3912) write. There is no standard: the forms are those of the generic top-level
/// domains and of the larger country registries.
namespace mpm {

/// The line to send, without its end. Some servers want more than the name.
std::string whoisQuestion(std::string_view server, const DnsName& domain);

/// The registry's server that IANA names for a top-level domain; empty when it has none.
std::string whoisServerOf(std::string_view ianaAnswer);

/// Reads an answer about the domain, as received.
RegistryRecord parseWhois(std::string_view answer, const DnsName& domain);

} // namespace mpm
