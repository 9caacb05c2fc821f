// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/algorithms.hpp"

#include "check_dns_delegation/dnssec/signatures.hpp"

#include <algorithm>

namespace mpm {

std::vector<DsRecord> usable(std::vector<DsRecord> ds)
{
    std::erase_if(ds, [](const DsRecord& one) { return !isUsable(one); });
    return ds;
}

std::vector<DsRecord> followed(std::vector<DsRecord> ds)
{
    ds = usable(std::move(ds));
    const auto isBetter = [](const DsRecord& one) { return digestStanding(one.digestType) == Standing::Used; };
    if (std::any_of(ds.begin(), ds.end(), isBetter)) {
        std::erase_if(ds, [&](const DsRecord& one) { return !isBetter(one); });
    }
    return ds;
}

std::string whyUnused(const DnskeyRecord& key, RecordType signedType)
{
    constexpr unsigned dnssec = 3;
    if (algorithmStanding(key.algorithm) == Standing::Unused) {
        return "has algorithm " + std::to_string(key.algorithm) + ", which validators do not use";
    }
    if (!key.isZoneKey()) {
        return "is not marked as a zone's key (flags " + std::to_string(key.flags) + ")";
    }
    if (key.protocol != dnssec) {
        return "is for protocol " + std::to_string(key.protocol) + ", where it must be 3";
    }
    constexpr std::size_t mostRsaBits = 4096;
    constexpr std::uint8_t rsaSha512 = 10;
    constexpr std::size_t fewestOfSha512 = 1024;
    const auto bits = rsaBits(key);
    if (bits > mostRsaBits || (bits != 0 && key.algorithm == rsaSha512 && bits < fewestOfSha512)) {
        return "has " + std::to_string(bits) + " bits, which algorithm " + std::to_string(key.algorithm) +
               " does not allow";
    }
    if (key.isRevoked() && signedType != RecordType::Dnskey) {
        return "is revoked (flags " + std::to_string(key.flags) + ")";
    }
    return "";
}

} // namespace mpm
