// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/name.hpp"

#include <string>
#include <string_view>

namespace mpm::checkMailAuth {

/// A TXT record as one line of a zone, to paste: `example.com. IN TXT "v=spf1 -all"`. A long text is cut into strings
/// of 255 octets (RFC 1035 section 3.3); quotes and backslashes in it are escaped. It may hold what a peer said: it is
/// made `harmless`, and cut after 4,000 octets.
std::string txtLine(const std::string& name, std::string_view text);
std::string txtLine(const DnsName& name, std::string_view text);

/// "Publish: " and the line.
std::string publish(const DnsName& name, std::string_view text);

} // namespace mpm::checkMailAuth
