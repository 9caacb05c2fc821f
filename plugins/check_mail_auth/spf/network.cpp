// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/network.hpp"

#include "check/numbers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm::checkMailAuth {
namespace {

using Octets = std::array<std::uint8_t, 16>;

/// The first or the last address of a network: all bits behind its own are 0 or 1.
Octets edgeOf(const Network& network, bool last)
{
    Octets octets{};
    const auto given = network.address.octets();
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto own = std::min<std::size_t>(8, network.bits > 8 * i ? network.bits - 8 * i : 0);
        const auto mask = static_cast<std::uint8_t>(0xFF00U >> own);
        octets.at(i) = static_cast<std::uint8_t>((given[i] & mask) | (last ? ~mask & 0xFFU : 0U));
    }
    return octets;
}

/// The next address; false behind the last one.
bool advance(Octets& octets, std::size_t size)
{
    for (auto i = size; i-- > 0;) {
        if (++octets.at(i) != 0) {
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<Network> Network::parse(std::string_view text, Family family)
{
    const auto slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address || address->family() != family || address->zone() != 0 || text.find('%') != std::string_view::npos) {
        return std::nullopt;
    }
    const unsigned most = family == Family::IPv4 ? 32 : 128;
    if (slash == std::string_view::npos) {
        return Network{*address, most};
    }
    const auto digits = text.substr(slash + 1);
    const auto bits = parseWhole<unsigned>(digits);
    if (!bits || *bits > most || (digits.size() > 1 && digits.front() == '0')) {
        return std::nullopt;
    }
    return Network{*address, *bits};
}

bool Network::contains(const IpAddress& other) const
{
    return other.family() == address.family() && edgeOf({other, bits}, false) == edgeOf(*this, false);
}

bool coverAll(const std::vector<Network>& networks, Family family)
{
    std::vector<std::pair<Octets, Octets>> ranges;
    for (const auto& network : networks) {
        if (network.address.family() == family) {
            ranges.emplace_back(edgeOf(network, false), edgeOf(network, true));
        }
    }
    std::sort(ranges.begin(), ranges.end());
    const std::size_t size = family == Family::IPv4 ? 4 : 16;
    const Network wanted{*IpAddress::parse(family == Family::IPv4 ? "0.0.0.0" : "2000::"),
                         family == Family::IPv4 ? 0U : 3U};
    auto next = edgeOf(wanted, false);
    const auto end = edgeOf(wanted, true);
    for (const auto& [first, last] : ranges) {
        if (first > next) {
            return false;
        }
        if (last >= next) {
            next = last;
            if (next >= end || !advance(next, size)) {
                return true;
            }
        }
    }
    return false;
}

IpAddress withoutMapping(const IpAddress& address)
{
    const auto octets = address.octets();
    static const Network mapped{*IpAddress::parse("::ffff:0:0"), 96};
    return mapped.contains(address) ? *IpAddress::fromOctets(octets.subspan(12)) : address;
}

} // namespace mpm::checkMailAuth
