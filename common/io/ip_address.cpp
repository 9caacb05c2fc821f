// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/ip_address.hpp"

#include "check/numbers.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>

namespace mpm {
namespace {

/// A block of an IANA special-purpose address registry that is not globally reachable.
struct SpecialBlock {
    std::array<std::uint8_t, 16> prefix; ///< in network order; of IPv4 the first four count
    unsigned length;
    std::string_view purpose;
};

constexpr SpecialBlock v4(const std::array<std::uint8_t, 4>& octets, unsigned length, std::string_view purpose)
{
    SpecialBlock block{{}, length, purpose};
    std::copy(octets.begin(), octets.end(), block.prefix.begin());
    return block;
}

/// `groups`: as the address is written; those behind the last one are 0.
constexpr SpecialBlock v6(const std::array<std::uint16_t, 8>& groups, unsigned length, std::string_view purpose)
{
    SpecialBlock block{{}, length, purpose};
    for (std::size_t i = 0; i < groups.size(); ++i) {
        block.prefix[2 * i] = static_cast<std::uint8_t>(groups[i] >> 8U);
        block.prefix[2 * i + 1] = static_cast<std::uint8_t>(groups[i] & 0xFFU);
    }
    return block;
}

constexpr std::array specialV4{
    v4({0, 0, 0, 0}, 8, "\"this network\", RFC 791"),
    v4({10, 0, 0, 0}, 8, "private, RFC 1918"),
    v4({100, 64, 0, 0}, 10, "shared by carrier-grade NAT, RFC 6598"),
    v4({127, 0, 0, 0}, 8, "loopback, RFC 1122"),
    v4({169, 254, 0, 0}, 16, "link-local, RFC 3927"),
    v4({172, 16, 0, 0}, 12, "private, RFC 1918"),
    v4({192, 0, 0, 0}, 24, "protocol assignments, RFC 6890"),
    v4({192, 0, 2, 0}, 24, "documentation, RFC 5737"),
    v4({192, 168, 0, 0}, 16, "private, RFC 1918"),
    v4({198, 18, 0, 0}, 15, "benchmarking, RFC 2544"),
    v4({198, 51, 100, 0}, 24, "documentation, RFC 5737"),
    v4({203, 0, 113, 0}, 24, "documentation, RFC 5737"),
    v4({224, 0, 0, 0}, 4, "multicast, RFC 5771"),
    v4({240, 0, 0, 0}, 4, "reserved, RFC 1112"),
};

constexpr std::array specialV6{
    v6({0}, 128, "unspecified, RFC 4291"),
    v6({0, 0, 0, 0, 0, 0, 0, 0x1}, 128, "loopback, RFC 4291"),
    v6({0, 0, 0, 0, 0, 0xFFFF}, 96, "IPv4-mapped, RFC 4291"),
    v6({0x64, 0xFF9B, 0x1}, 48, "local-use translation, RFC 8215"),
    v6({0x100}, 64, "discard-only, RFC 6666"),
    v6({0x2001, 0x2}, 48, "benchmarking, RFC 5180"),
    v6({0x2001, 0xDB8}, 32, "documentation, RFC 3849"),
    v6({0x3FFF}, 20, "documentation, RFC 9637"),
    v6({0x5F00}, 16, "segment routing, RFC 9602"),
    v6({0xFC00}, 7, "unique local, RFC 4193"),
    v6({0xFE80}, 10, "link-local, RFC 4291"),
    v6({0xFEC0}, 10, "site-local, RFC 3879"),
    v6({0xFF00}, 8, "multicast, RFC 4291"),
};

/// The block that holds the address, of those of its family.
template <std::size_t count>
constexpr const SpecialBlock* blockOf(std::span<const std::uint8_t> octets,
                                      const std::array<SpecialBlock, count>& blocks)
{
    const auto holds = [&](const SpecialBlock& block) {
        const auto whole = block.length / 8;
        const auto rest = block.length % 8;
        return std::equal(octets.begin(), octets.begin() + whole, block.prefix.begin()) &&
               (rest == 0 || ((octets[whole] ^ block.prefix[whole]) >> (8U - rest)) == 0);
    };
    const auto found = std::find_if(blocks.begin(), blocks.end(), holds);
    return found == blocks.end() ? nullptr : &*found;
}

std::optional<std::uint16_t> parsePort(std::string_view text)
{
    const auto port = parseWhole<std::uint16_t>(text);
    return port == std::uint16_t{0} ? std::nullopt : port;
}

} // namespace

bool wants(FamilyChoice choice, Family family)
{
    return choice == FamilyChoice::Any || (choice == FamilyChoice::IPv4) == (family == Family::IPv4);
}

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    IpAddress address;
    const auto percent = text.find('%');
    const std::string plain(text.substr(0, percent));
    if (plain.find('\0') != std::string::npos) {
        return std::nullopt;
    }
    if (percent == std::string_view::npos && inet_pton(AF_INET, plain.c_str(), address.octets_.data()) == 1) {
        address.family_ = Family::IPv4;
        return address;
    }
    if (inet_pton(AF_INET6, plain.c_str(), address.octets_.data()) != 1) {
        return std::nullopt;
    }
    address.family_ = Family::IPv6;
    if (percent != std::string_view::npos) {
        const std::string zone(text.substr(percent + 1));
        address.zone_ = if_nametoindex(zone.c_str());
        if (address.zone_ == 0) {
            address.zone_ = parseWhole<unsigned>(zone).value_or(0);
            if (address.zone_ == 0) {
                return std::nullopt;
            }
        }
    }
    return address;
}

std::optional<IpAddress> IpAddress::fromOctets(std::span<const std::uint8_t> octets)
{
    if (octets.size() != 4 && octets.size() != 16) {
        return std::nullopt;
    }
    IpAddress address;
    address.family_ = octets.size() == 4 ? Family::IPv4 : Family::IPv6;
    std::copy(octets.begin(), octets.end(), address.octets_.begin());
    return address;
}

std::string IpAddress::toString() const
{
    if (family_ == Family::IPv4) { // inet_ntop prints each octet by way of a format
        return std::to_string(octets_[0]) + "." + std::to_string(octets_[1]) + "." + std::to_string(octets_[2]) + "." +
               std::to_string(octets_[3]);
    }
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    inet_ntop(AF_INET6, octets_.data(), buffer.data(), buffer.size());
    std::string text(buffer.data());
    return zone_ == 0 ? text : text + "%" + std::to_string(zone_);
}

std::string_view IpAddress::specialPurpose() const
{
    const auto* block = family_ == Family::IPv4 ? blockOf(octets(), specialV4) : blockOf(octets(), specialV6);
    return block == nullptr ? std::string_view() : block->purpose;
}

bool IpAddress::isGlobal() const
{
    return specialPurpose().empty();
}

bool IpAddress::isLoopback() const
{
    return family_ == Family::IPv4 ? octets_[0] == 127 : specialPurpose() == "loopback, RFC 4291";
}

std::string IpAddress::reverseName() const
{
    constexpr std::string_view hex = "0123456789abcdef";
    std::string name;
    const auto all = octets();
    for (auto octet = all.rbegin(); octet != all.rend(); ++octet) {
        if (family_ == Family::IPv4) {
            name += std::to_string(*octet) + ".";
        } else {
            name += {hex[*octet & 0x0FU], '.', hex[*octet >> 4U], '.'};
        }
    }
    return name + (family_ == Family::IPv4 ? "in-addr.arpa" : "ip6.arpa");
}

std::string Endpoint::toString() const
{
    return "[" + address.toString() + "]:" + std::to_string(port);
}

std::optional<Endpoint> Endpoint::parse(std::string_view text, std::uint16_t defaultPort)
{
    if (const auto plain = IpAddress::parse(text)) {
        return Endpoint{*plain, defaultPort};
    }
    const bool bracketed = text.starts_with('[');
    const auto hostEnd = bracketed ? text.find(']') : text.find(':');
    if (hostEnd == std::string_view::npos) {
        return std::nullopt;
    }
    const auto address = IpAddress::parse(bracketed ? text.substr(1, hostEnd - 1) : text.substr(0, hostEnd));
    auto rest = text.substr(hostEnd + (bracketed ? 1 : 0));
    if (!address || (!bracketed && address->family() == Family::IPv6)) {
        return std::nullopt;
    }
    if (rest.empty()) {
        return Endpoint{*address, defaultPort};
    }
    const auto port = rest.starts_with(':') ? parsePort(rest.substr(1)) : std::nullopt;
    return port ? std::optional(Endpoint{*address, *port}) : std::nullopt;
}

} // namespace mpm
