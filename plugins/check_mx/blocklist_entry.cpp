// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/blocklist_entry.hpp"

#include <string_view>

namespace mpm::checkMx {

std::optional<DnsName> entryName(const IpAddress& address, const DnsName& zone)
{
    const auto reverse = address.reverseName();
    const std::string_view suffix = address.family() == Family::IPv4 ? ".in-addr.arpa" : ".ip6.arpa";
    return DnsName::parse(reverse.substr(0, reverse.size() - suffix.size())).under(zone);
}

} // namespace mpm::checkMx
