// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/resolver.hpp"

#include <algorithm>
#include <iterator>

namespace mpm {

AddressLookup lookUpHost(Resolver& resolver, const std::string& host, FamilyChoice families, Deadline deadline)
{
    if (const auto address = IpAddress::parse(host)) {
        return {{*address}, std::nullopt};
    }
    return resolver.addresses(host, families, deadline);
}

std::vector<IpAddress> interleaveFamilies(const std::vector<IpAddress>& addresses)
{
    std::vector<IpAddress> first;
    std::vector<IpAddress> second;
    std::partition_copy(addresses.begin(), addresses.end(), std::back_inserter(first), std::back_inserter(second),
                        [&](const IpAddress& address) { return address.family() == addresses.front().family(); });
    std::vector<IpAddress> result;
    for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size()) {
            result.push_back(first[i]);
        }
        if (i < second.size()) {
            result.push_back(second[i]);
        }
    }
    return result;
}

} // namespace mpm
