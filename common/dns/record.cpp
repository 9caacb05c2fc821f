// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/record.hpp"

#include "check/hex.hpp"
#include "dns/wire.hpp"

#include <algorithm>
#include <array>

namespace mpm {
namespace {

struct TypeName {
    RecordType type;
    std::string_view name;
};

constexpr std::array typeNames{
    TypeName{RecordType::A, "A"},
    TypeName{RecordType::Ns, "NS"},
    TypeName{RecordType::Cname, "CNAME"},
    TypeName{RecordType::Soa, "SOA"},
    TypeName{RecordType::Ptr, "PTR"},
    TypeName{RecordType::Mx, "MX"},
    TypeName{RecordType::Txt, "TXT"},
    TypeName{RecordType::Aaaa, "AAAA"},
    TypeName{RecordType::Dname, "DNAME"},
    TypeName{RecordType::Ds, "DS"},
    TypeName{RecordType::Rrsig, "RRSIG"},
    TypeName{RecordType::Nsec, "NSEC"},
    TypeName{RecordType::Dnskey, "DNSKEY"},
    TypeName{RecordType::Nsec3, "NSEC3"},
    TypeName{RecordType::Nsec3Param, "NSEC3PARAM"},
    TypeName{RecordType::Tlsa, "TLSA"},
    TypeName{RecordType::Cds, "CDS"},
    TypeName{RecordType::Cdnskey, "CDNSKEY"},
    TypeName{RecordType::Spf, "SPF"},
};

constexpr std::size_t shownOctets = 32;

/// Octets in hexadecimal, cut for reading.
std::string shownHex(std::string_view octets)
{
    return octets.empty() ? "-" : toHex(octets.substr(0, shownOctets)) + (octets.size() > shownOctets ? "..." : "");
}

/// "10 mail.example.com": numbers, names and text in the order of the master file, blanks between.
template <class... Parts>
std::string line(const Parts&... parts)
{
    const auto text = [](const auto& part) -> std::string {
        if constexpr (std::is_integral_v<std::decay_t<decltype(part)>>) {
            return std::to_string(part);
        } else {
            return part;
        }
    };
    std::string result;
    ((result += (result.empty() ? "" : " ") + text(parts)), ...);
    return result;
}

struct ValueShown {
    std::string_view rdata;

    std::string operator()(const OpaqueRecord&) const { return shownHex(rdata); }
    std::string operator()(const AddressRecord& r) const { return r.address.toString(); }
    std::string operator()(const NameRecord& r) const { return r.target.toString(); }
    std::string operator()(const MxRecord& r) const { return line(r.preference, r.exchange.toString()); }
    std::string operator()(const SoaRecord& r) const
    {
        return line(r.primary.toString(), r.mailbox.toString(), r.serial, r.refresh, r.retry, r.expire, r.minimum);
    }
    std::string operator()(const TxtRecord& r) const { return "\"" + r.text.shown() + "\""; }
    std::string operator()(const TlsaRecord& r) const
    {
        return line(r.usage, r.selector, r.matching, shownHex(r.data));
    }
    std::string operator()(const DsRecord& r) const
    {
        return line(r.keyTag, r.algorithm, r.digestType, shownHex(r.digest));
    }
    std::string operator()(const DnskeyRecord& r) const
    {
        return line(r.flags, r.protocol, r.algorithm, shownHex(r.key));
    }
    std::string operator()(const RrsigRecord& r) const
    {
        return line(toString(r.covered), r.algorithm, r.labels, r.originalTtl, r.expiration, r.inception, r.keyTag,
                    r.signer.toString(), shownHex(r.signature));
    }
    std::string operator()(const Nsec3Record& r) const { return line(r.hash, r.flags, r.iterations, shownHex(r.salt)); }
};

} // namespace

std::string toString(RecordType type)
{
    const auto row = std::find_if(typeNames.begin(), typeNames.end(), [&](const auto& t) { return t.type == type; });
    return row == typeNames.end() ? "TYPE" + std::to_string(static_cast<unsigned>(type)) : std::string(row->name);
}

bool isKnownRecordType(std::uint16_t number)
{
    return std::any_of(typeNames.begin(), typeNames.end(),
                       [&](const auto& t) { return static_cast<std::uint16_t>(t.type) == number; });
}

std::string DnsQuestion::toString() const
{
    return name.toString() + " " + mpm::toString(type);
}

std::string DnsRecord::wire() const
{
    std::string octets = owner.wire();
    appendU16(octets, static_cast<std::uint16_t>(type));
    appendU16(octets, 1); // class IN
    appendU32(octets, ttl);
    appendU16(octets, static_cast<std::uint16_t>(rdata.size()));
    return octets + rdata;
}

std::string DnsRecord::toString() const
{
    return owner.toString() + " " + mpm::toString(type) + " " + std::visit(ValueShown{rdata}, value);
}

} // namespace mpm
