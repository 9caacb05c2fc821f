// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/ip_address.hpp"

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// A domain name. Kept in lower case, since the DNS compares without regard to case (RFC 4343):
/// two names are equal when the DNS takes them for the same.
class DnsName {
public:
    /// The root.
    DnsName() = default;

    /// From text that a user typed, UTF-8 whatever the locale: `Example.COM`, `example.com.`,
    /// `bücher.example` (to A-labels by IDNA2008 and UTS 46), `_25._tcp.mx.example.com`,
    /// `0/26.2.0.192.in-addr.arpa` (RFC 2317), `first\.last.example.com`, `.` for the root.
    /// Throws UsageError with a sentence that quotes the text: empty, a label empty, over 63 octets
    /// or with a character that no such name has, over 255 octets in all.
    static DnsName parse(std::string_view text);

    /// From the uncompressed form of RFC 1035 section 3.1; nothing unless all of it is one name.
    static std::optional<DnsName> fromWire(std::string_view wire);

    /// The name of an address's PTR record.
    static DnsName reverseOf(const IpAddress& address);

    /// A-labels in lower case without final dot, "." for the root. Whatever the name holds, this is
    /// safe to print: an octet that is no letter, digit or one of `-_/*+=` is shown as \DDD.
    /// `parse` reads it back.
    std::string toString() const;

    /// Uncompressed, in lower case, with the root's empty label at the end: 1 to 255 octets.
    const std::string& wire() const { return wire_; }

    bool isRoot() const { return wire_.size() == 1; }

    /// From left to right, without the root's. They refer to this name.
    std::vector<std::string_view> labels() const;

    /// Without the leftmost label; the root's parent is the root.
    DnsName parent() const;

    /// Whether it could be a host or mail domain (RFC 1123 section 2.1): labels of letters, digits and
    /// inner hyphens, the last one not all digits. Names in the DNS need not be.
    bool isHostName() const;

    /// This name or one below it. Every name is within the root.
    bool isWithin(const DnsName& ancestor) const;
    bool isBelow(const DnsName& ancestor) const { return *this != ancestor && isWithin(ancestor); }

    /// This name's labels in front of the base's: `_25._tcp` under `mx.example.com`. Nothing when
    /// that is too long for a name.
    std::optional<DnsName> under(const DnsName& base) const;

    bool operator==(const DnsName&) const = default;

    /// The canonical order of RFC 4034 section 6.1: by labels from the right, parents first.
    std::strong_ordering operator<=>(const DnsName& other) const;

private:
    explicit DnsName(std::string wire) : wire_(std::move(wire)) {}

    std::string wire_ = std::string(1, '\0');
};

} // namespace mpm
