// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: a kept file is believed as it was written or not at all. Build with
// clang++ -fsanitize=fuzzer,address,undefined and the core; run as
// `registry_cache_fuzz tests/fuzz/registry_cache_corpus`.
#include "check/peer_text.hpp"
#include "check_dns_delegation/registry/cache.hpp"
#include "check_dns_delegation/registry/date.hpp"

#include <cstdint>

namespace {

void demand(bool sound)
{
    if (!sound) {
        __builtin_trap();
    }
}

} // namespace

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
