// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/ldns_record.hpp"

#include <ldns/ldns.h>

#include <memory>

namespace mpm {
namespace {

struct RecordFree {
    void operator()(ldns_rr* record) const { ldns_rr_free(record); }
};
using LdnsRecord = std::unique_ptr<ldns_rr, RecordFree>;

/// The fields of a record's data, each as the octets that ldns keeps: network order, names uncompressed.
class Fields {
public:
    explicit Fields(const ldns_rr& record) : record_(record) {}

    std::size_t count() const { return ldns_rr_rd_count(&record_); }

    std::string_view octets(std::size_t i) const
    {
        const auto* field = ldns_rr_rdf(&record_, i);
        if (field == nullptr) {
            throw MalformedMessage("a record lacks a field");
        }
        return {reinterpret_cast<const char*>(ldns_rdf_data(field)), ldns_rdf_size(field)};
    }

    std::uint8_t u8(std::size_t i) const { return static_cast<std::uint8_t>(sized(i, 1).front()); }
    std::uint16_t u16(std::size_t i) const { return octetsToU16(sized(i, 2)); }
    std::uint32_t u32(std::size_t i) const { return octetsToU32(sized(i, 4)); }
    std::string text(std::size_t i) const { return std::string(octets(i)); }

    /// A string without the octet in front that counts it.
    std::string_view counted(std::size_t i) const
    {
        const auto all = octets(i);
        return all.empty() ? all : all.substr(1);
    }

    DnsName name(std::size_t i) const
    {
        const auto parsed = DnsName::fromWire(octets(i));
        if (!parsed) {
            throw MalformedMessage("a record's data holds no name where one belongs");
        }
        return *parsed;
    }

private:
    std::string_view sized(std::size_t i, std::size_t size) const
    {
        const auto all = octets(i);
        if (all.size() != size) {
            throw MalformedMessage("a field of a record has the wrong size");
        }
        return all;
    }

    const ldns_rr& record_;
};

AddressRecord readAddress(const Fields& fields)
{
    const auto octets = fields.octets(0);
    const auto address = IpAddress::fromOctets({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()});
    if (!address) {
        throw MalformedMessage("an address of the wrong size");
    }
    return {*address};
}

TxtRecord readText(const Fields& fields)
{
    std::string text;
    for (std::size_t i = 0; i < fields.count(); ++i) {
        text += fields.counted(i);
    }
    return {PeerText(std::move(text))};
}

RecordValue readValue(RecordType type, const Fields& f, std::string_view rdata)
{
    switch (type) {
    case RecordType::A:
    case RecordType::Aaaa: return readAddress(f);
    case RecordType::Ns:
    case RecordType::Cname:
    case RecordType::Dname:
    case RecordType::Ptr: return NameRecord{f.name(0)};
    case RecordType::Mx: return MxRecord{f.u16(0), f.name(1)};
    case RecordType::Soa: return SoaRecord{f.name(0), f.name(1), f.u32(2), f.u32(3), f.u32(4), f.u32(5), f.u32(6)};
    case RecordType::Txt:
    case RecordType::Spf: return readText(f);
    case RecordType::Tlsa: return TlsaRecord{f.u8(0), f.u8(1), f.u8(2), f.text(3)};
    case RecordType::Ds:
    case RecordType::Cds: return DsRecord{f.u16(0), f.u8(1), f.u8(2), f.text(3)};
    case RecordType::Dnskey:
    case RecordType::Cdnskey:
        return DnskeyRecord{f.u16(0), f.u8(1), f.u8(2), f.text(3),
                            ldns_calc_keytag_raw(reinterpret_cast<const std::uint8_t*>(rdata.data()), rdata.size())};
    case RecordType::Rrsig:
        return RrsigRecord{static_cast<RecordType>(f.u16(0)),
                           f.u8(1),
                           f.u8(2),
                           f.u32(3),
                           f.u32(4),
                           f.u32(5),
                           f.u16(6),
                           f.name(7),
                           f.text(8)};
    case RecordType::Nsec3:
    case RecordType::Nsec3Param: return Nsec3Record{f.u8(0), f.u8(1), f.u16(2), std::string(f.counted(3))};
    case RecordType::Nsec: return OpaqueRecord{};
    }
    return OpaqueRecord{};
}

} // namespace

DnsRecord decodeRecord(std::string_view message, const WireRecord& place)
{
    const auto end = place.dataAt + place.dataSize;
    auto at = place.at;
    ldns_rr* raw = nullptr;
    const auto status =
        ldns_wire2rr(&raw, reinterpret_cast<const std::uint8_t*>(message.data()), end, &at, LDNS_SECTION_ANSWER);
    const LdnsRecord record(status == LDNS_STATUS_OK ? raw : nullptr);
    if (!record || at != end) {
        throw MalformedMessage("the record at octet " + std::to_string(place.at) + " can't be read");
    }
    const Fields fields(*record);
    const auto* owner = ldns_rr_owner(record.get());
    const auto name = DnsName::fromWire({reinterpret_cast<const char*>(ldns_rdf_data(owner)), ldns_rdf_size(owner)});
    if (!name) {
        throw MalformedMessage("the record at octet " + std::to_string(place.at) + " has no owner");
    }
    DnsRecord result;
    result.owner = *name;
    result.type = static_cast<RecordType>(place.type);
    result.ttl = place.ttl > 0x7FFFFFFFU ? 0 : place.ttl; // RFC 2181 section 8
    for (std::size_t i = 0; i < fields.count(); ++i) {
        result.rdata += fields.octets(i);
    }
    result.value = readValue(result.type, fields, result.rdata);
    return result;
}

} // namespace mpm
