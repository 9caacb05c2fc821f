// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/record.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// The words of a value; brackets, commas and semicolons count as blanks.
std::vector<std::string> whoisWords(std::string_view value);

enum class HostLine : std::uint8_t {
    Labelled,   ///< whatever stands behind the name
    Unlabelled, ///< names, addresses and two further words at most: else it is a sentence
};

/// `ns1.example.org`, `ns1.example.org. 192.0.2.1 [Ok]`, `example.pt NS ns1.example.pt.`, `1. ns1.example.org`, several
/// names in a line, each with the addresses behind it. None for what does not begin with a host's name.
std::vector<RegistryHost> readWhoisHosts(std::string_view value, HostLine kind);

/// The addresses in a value.
std::vector<IpAddress> readWhoisAddresses(std::string_view value);

} // namespace mpm
