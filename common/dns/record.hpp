// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"
#include "dns/name.hpp"
#include "io/ip_address.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <variant>

namespace mpm {

/// The types that the checks ask for and read, by their IANA numbers.
enum class RecordType : std::uint16_t {
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Ptr = 12,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Dname = 39,
    Ds = 43,
    Rrsig = 46,
    Nsec = 47,
    Dnskey = 48,
    Nsec3 = 50,
    Nsec3Param = 51,
    Tlsa = 52,
    Cds = 59,
    Cdnskey = 60,
    Spf = 99,
};

/// "MX"; "TYPE65280" for a type that is not in the list (RFC 3597).
std::string toString(RecordType type);

/// Whether the number is one of the list.
bool isKnownRecordType(std::uint16_t number);

/// A name and the type of the records wanted; the class is IN.
struct DnsQuestion {
    DnsName name;
    RecordType type = RecordType::A;

    /// "example.com MX".
    std::string toString() const;

    bool operator==(const DnsQuestion&) const = default;
};

/// A and AAAA.
struct AddressRecord {
    IpAddress address;
};

/// NS, CNAME, DNAME and PTR.
struct NameRecord {
    DnsName target;
};

/// RFC 5321 section 5.1: the lowest preference is tried first.
struct MxRecord {
    std::uint16_t preference = 0;
    DnsName exchange;
};

/// RFC 1035 section 3.3.13.
struct SoaRecord {
    DnsName primary;
    DnsName mailbox;
    std::uint32_t serial = 0;
    std::uint32_t refresh = 0; ///< seconds, as all of the timers
    std::uint32_t retry = 0;
    std::uint32_t expire = 0;
    std::uint32_t minimum = 0;
};

/// TXT and SPF: the strings of the record joined (RFC 7208 section 3.3).
struct TxtRecord {
    PeerText text;
};

/// RFC 6698 section 2.1.
struct TlsaRecord {
    std::uint8_t usage = 0;
    std::uint8_t selector = 0;
    std::uint8_t matching = 0;
    std::string data; ///< octets
};

/// DS and CDS (RFC 4034 section 5.1).
struct DsRecord {
    std::uint16_t keyTag = 0;
    std::uint8_t algorithm = 0;
    std::uint8_t digestType = 0;
    std::string digest; ///< octets

    auto operator<=>(const DsRecord&) const = default; // NOLINT(modernize-use-nullptr): takes its 0 for a pointer
};

/// DNSKEY and CDNSKEY (RFC 4034 section 2.1).
struct DnskeyRecord {
    std::uint16_t flags = 0;
    std::uint8_t protocol = 0;
    std::uint8_t algorithm = 0;
    std::string key;          ///< octets
    std::uint16_t keyTag = 0; ///< computed, RFC 4034 appendix B

    bool isSecureEntryPoint() const { return (flags & 0x0001U) != 0; }
    bool isZoneKey() const { return (flags & 0x0100U) != 0; }
    bool isRevoked() const { return (flags & 0x0080U) != 0; }
};

/// RFC 4034 section 3.1.
struct RrsigRecord {
    RecordType covered = RecordType::A;
    std::uint8_t algorithm = 0;
    std::uint8_t labels = 0;
    std::uint32_t originalTtl = 0;
    std::uint32_t expiration = 0; ///< seconds since 1970 modulo 2^32 (RFC 4034 section 3.1.5)
    std::uint32_t inception = 0;
    std::uint16_t keyTag = 0;
    DnsName signer;
    std::string signature; ///< octets
};

/// NSEC3PARAM, and the parameters of an NSEC3.
struct Nsec3Record {
    std::uint8_t hash = 0;
    std::uint8_t flags = 0;
    std::uint16_t iterations = 0;
    std::string salt; ///< octets
};

/// NSEC: nobody here reads its data, which is in `DnsRecord::rdata`.
struct OpaqueRecord {};

using RecordValue = std::variant<OpaqueRecord, AddressRecord, NameRecord, MxRecord, SoaRecord, TxtRecord, TlsaRecord,
                                 DsRecord, DnskeyRecord, RrsigRecord, Nsec3Record>;

/// One resource record of class IN.
struct DnsRecord {
    DnsName owner;
    RecordType type = RecordType::A;
    std::uint32_t ttl = 0;
    RecordValue value;
    std::string rdata; ///< octets with all names uncompressed, as signatures are computed over

    /// The value as a T, nothing when it is something else.
    template <class T>
    const T* as() const
    {
        return std::get_if<T>(&value);
    }

    /// The whole record, uncompressed, as ldns reads it.
    std::string wire() const;

    /// "example.com MX 10 mail.example.com", safe to print; long octet strings are cut.
    std::string toString() const;
};

} // namespace mpm
