// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/ttl_words.hpp"

#include "check_dns_delegation/delegation/judge_names.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

constexpr auto advice = " seconds: low, as for a change; once none is near, the zone's operator can raise it";

std::optional<std::uint32_t> leastNsTtl(const Observation& seen)
{
    std::optional<std::uint32_t> least;
    for (const auto& address : seen.addresses) {
        const auto* ns = address.at(Topic::Ns);
        const auto ttl = ns != nullptr && ns->message.authoritative ? ns->ttl() : std::nullopt;
        least = ttl ? std::min(least.value_or(*ttl), *ttl) : least;
    }
    return least;
}

} // namespace

std::vector<std::string> ttlWords(const Observation& seen)
{
    std::vector<std::string> lines;
    const auto zone = seen.zone.toString();
    if (const auto ttl = leastNsTtl(seen); ttl && *ttl < lowTtl) {
        lines.push_back("the NS records of " + zone + " have a TTL of " + std::to_string(*ttl) + advice);
    }
    std::vector<std::string> names;
    std::uint32_t least = lowTtl;
    for (const auto& server : seen.servers) {
        const auto ttl = server.name.isWithin(seen.zone) && server.found ? server.found->ttl : std::nullopt;
        if (ttl && *ttl < lowTtl) {
            names.push_back(server.name.toString());
            least = std::min(least, *ttl);
        }
    }
    if (!names.empty()) {
        lines.push_back("the addresses of " + listed(names) + " have a TTL of " +
                        (names.size() == 1 ? "" : "down to ") + std::to_string(least) + advice);
    }
    return lines;
}

} // namespace mpm::checkDnsDelegation
