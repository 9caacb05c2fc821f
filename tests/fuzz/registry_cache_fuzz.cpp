// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: a kept file is believed as it was written or not at all.
#include "check_dns_delegation/registry/cache.hpp"
#include "check_dns_delegation/registry/date.hpp"
#include "fuzz/demand.hpp"

#include <cstdint>

using mpm::fuzz::demand;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm;
    static const RegistryCacheKey key{"", DnsName::parse("shop.example"), "whois "};
    constexpr std::int64_t now = 1400716800;
    const auto seen = parseRegistryCache({reinterpret_cast<const char*>(data), size}, key, now);
    if (!seen) {
        return 0;
    }
    demand(key.domain.isWithin(seen->domain) && seen->fetched > 0 && seen->fetched <= now);
    demand(seen->record.hosts.size() <= mostRegistryHosts && seen->record.statuses.size() <= mostRegistryItems);
    demand(harmless(seen->source) == seen->source && harmless(seen->record.detail) == seen->record.detail);
    for (const auto& status : seen->record.statuses) {
        demand(harmless(status, status.size()) == status);
    }
    demand(!seen->record.expires || registryDay(*seen->record.expires).size() == 10);
    return 0;
}
