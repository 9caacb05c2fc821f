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
    std::string_view prefix;
    unsigned length;
    std::string_view purpose;
};

constexpr std::array specialV4{
    SpecialBlock{"0.0.0.0", 8, "\"this network\", RFC 791"},
    SpecialBlock{"10.0.0.0", 8, "private, RFC 1918"},
    SpecialBlock{"100.64.0.0", 10, "shared by carrier-grade NAT, RFC 6598"},
    SpecialBlock{"127.0.0.0", 8, "loopback, RFC 1122"},
    SpecialBlock{"169.254.0.0", 16, "link-local, RFC 3927"},
    SpecialBlock{"172.16.0.0", 12, "private, RFC 1918"},
    SpecialBlock{"192.0.0.0", 24, "protocol assignments, RFC 6890"},
    SpecialBlock{"192.0.2.0", 24, "documentation, RFC 5737"},
    SpecialBlock{"192.168.0.0", 16, "private, RFC 1918"},
    SpecialBlock{"198.18.0.0", 15, "benchmarking, RFC 2544"},
    SpecialBlock{"198.51.100.0", 24, "documentation, RFC 5737"},
    SpecialBlock{"203.0.113.0", 24, "documentation, RFC 5737"},
    SpecialBlock{"224.0.0.0", 4, "multicast, RFC 5771"},
    SpecialBlock{"240.0.0.0", 4, "reserved, RFC 1112"},
};

constexpr std::array specialV6{
    SpecialBlock{"::", 128, "unspecified, RFC 4291"},
    SpecialBlock{"::1", 128, "loopback, RFC 4291"},
    SpecialBlock{"::ffff:0:0", 96, "IPv4-mapped, RFC 4291"},
    SpecialBlock{"64:ff9b:1::", 48, "local-use translation, RFC 8215"},
    SpecialBlock{"100::", 64, "discard-only, RFC 6666"},
    SpecialBlock{"2001:2::", 48, "benchmarking, RFC 5180"},
    SpecialBlock{"2001:db8::", 32, "documentation, RFC 3849"},
    SpecialBlock{"3fff::", 20, "documentation, RFC 9637"},
    SpecialBlock{"5f00::", 16, "segment routing, RFC 9602"},
    SpecialBlock{"fc00::", 7, "unique local, RFC 4193"},
    SpecialBlock{"fe80::", 10, "link-local, RFC 4291"},
    SpecialBlock{"fec0::", 10, "site-local, RFC 3879"},
    SpecialBlock{"ff00::", 8, "multicast, RFC 4291"},
};

bool startsWithBits(std::span<const std::uint8_t> octets, std::span<const std::uint8_t> prefix, unsigned length)
{
    const auto whole = length / 8;
    if (!std::equal(prefix.begin(), prefix.begin() + whole, octets.begin())) {
        return false;
    }
    const auto rest = length % 8;
    return rest == 0 || ((octets[whole] ^ prefix[whole]) >> (8U - rest)) == 0;
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
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    inet_ntop(family_ == Family::IPv4 ? AF_INET : AF_INET6, octets_.data(), buffer.data(), buffer.size());
    std::string text(buffer.data());
    return zone_ == 0 ? text : text + "%" + std::to_string(zone_);
}

std::string_view IpAddress::specialPurpose() const
{
    const auto match = [this](const auto& blocks) -> std::string_view {
        for (const auto& block : blocks) {
            if (startsWithBits(octets(), parse(block.prefix)->octets(), block.length)) {
                return block.purpose;
            }
        }
        return {};
    };
    return family_ == Family::IPv4 ? match(specialV4) : match(specialV6);
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
