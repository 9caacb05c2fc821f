// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mpm {

enum class Family : std::uint8_t { IPv4, IPv6 };

/// Which families the user wants (`-4`, `-6`).
enum class FamilyChoice : std::uint8_t { Any, IPv4, IPv6 };

bool wants(FamilyChoice choice, Family family);

/// An IPv4 or IPv6 address. IPv6 addresses may carry a zone (`fe80::1%eth0`), kept as its index.
class IpAddress {
public:
    /// Dotted quad or RFC 4291 text, without brackets; nothing for any other text. The zone behind a '%' is
    /// the name of an interface of this machine, or a number (RFC 4007 section 11).
    static std::optional<IpAddress> parse(std::string_view text);

    /// From 4 or 16 octets in network order; nothing for another number of them.
    static std::optional<IpAddress> fromOctets(std::span<const std::uint8_t> octets);

    Family family() const { return family_; }

    /// 4 or 16 octets in network order.
    std::span<const std::uint8_t> octets() const { return {octets_.data(), family_ == Family::IPv4 ? 4U : 16U}; }

    /// The interface index of a link-local address; 0 without one.
    std::uint32_t zone() const { return zone_; }

    /// RFC 5952 text.
    std::string toString() const;

    /// Whether packets from anywhere in the Internet could reach it: not private, loopback,
    /// link-local, documentation, multicast or otherwise special (IANA special-purpose registries,
    /// RFC 6890).
    bool isGlobal() const;
    bool isLoopback() const;

    /// What makes it not global ("private, RFC 1918"); empty for a global one.
    std::string_view specialPurpose() const;

    /// The name of its PTR record: `25.2.0.192.in-addr.arpa`.
    std::string reverseName() const;

    auto operator<=>(const IpAddress&) const = default; // NOLINT(modernize-use-nullptr): a false alarm

private:
    Family family_ = Family::IPv4;
    std::array<std::uint8_t, 16> octets_{};
    std::uint32_t zone_ = 0;
};

/// An address and a port.
struct Endpoint {
    IpAddress address;
    std::uint16_t port = 0;

    /// "[192.0.2.25]:25", as every plugin shows it.
    std::string toString() const;

    /// ADDR, ADDR:PORT, [v6] or [v6]:PORT; nothing for any other text.
    static std::optional<Endpoint> parse(std::string_view text, std::uint16_t defaultPort);

    auto operator<=>(const Endpoint&) const = default;
};

} // namespace mpm
