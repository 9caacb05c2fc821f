// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/wire.hpp"

#include <array>

namespace mpm {
namespace {

constexpr std::size_t longestName = 255;
constexpr std::uint8_t pointerBits = 0xC0;
constexpr std::uint16_t typeOpt = 41;
constexpr std::uint16_t typeSig = 24;
constexpr std::uint16_t typeTsig = 250;
constexpr std::uint16_t classIn = 1;

std::uint8_t octet(std::string_view message, std::size_t at)
{
    return static_cast<std::uint8_t>(message[at]);
}

[[noreturn]] void malformed(const std::string& what, std::size_t at)
{
    throw MalformedMessage(what + " at octet " + std::to_string(at));
}

/// The form of a type's data: a digit = so many octets, n = a name, s = a counted string,
/// S = one or more counted strings up to the end, + = one or more octets up to the end.
struct DataForm {
    std::uint16_t type;
    std::string_view form;
};

constexpr std::array dataForms{
    DataForm{1, "4"},     // A
    DataForm{2, "n"},     // NS
    DataForm{5, "n"},     // CNAME
    DataForm{6, "nn992"}, // SOA
    DataForm{12, "n"},    // PTR
    DataForm{15, "2n"},   // MX
    DataForm{16, "S"},    // TXT
    DataForm{28, "88"},   // AAAA
    DataForm{39, "n"},    // DNAME
    DataForm{43, "4+"},   // DS
    DataForm{46, "99n+"}, // RRSIG
    DataForm{47, "n+"},   // NSEC
    DataForm{48, "4+"},   // DNSKEY
    DataForm{50, "4ss"},  // NSEC3; its bitmap may be empty, see below
    DataForm{51, "4s"},   // NSEC3PARAM
    DataForm{52, "3+"},   // TLSA
    DataForm{59, "4+"},   // CDS
    DataForm{60, "4+"},   // CDNSKEY
};
constexpr std::uint16_t typeNsec3 = 50;

/// The octet behind one element of a form.
std::size_t elementEnd(std::string_view data, std::size_t at, char element)
{
    switch (element) {
    case 'n': return nameEnd(data, at);
    case 's': return at < data.size() ? at + 1 + octet(data, at) : data.size() + 1;
    case 'S': do { at = elementEnd(data, at, 's');
        } while (at < data.size());
        return at;
    case '+': return at < data.size() ? data.size() : data.size() + 1;
    default: return at + static_cast<std::size_t>(element - '0');
    }
}

void checkData(std::string_view message, const WireRecord& record)
{
    const auto end = record.dataAt + record.dataSize;
    const auto data = message.substr(0, end); // pointers lead backwards, so what is behind is not needed
    for (const auto& [type, form] : dataForms) {
        if (type != record.type) {
            continue;
        }
        auto at = record.dataAt;
        for (const char element : form) {
            at = elementEnd(data, at, element);
            if (at > end) {
                malformed("data too short for its type", record.dataAt);
            }
        }
        if (at != end && type != typeNsec3) {
            malformed("data too long for its type", record.dataAt);
        }
    }
}

WireRecord walkRecord(std::string_view message, std::size_t at, WireSection section)
{
    WireRecord record;
    record.section = section;
    record.at = at;
    const auto fields = nameEnd(message, at);
    if (message.size() - fields < 10) {
        malformed("a record cut off", at);
    }
    record.type = octetsToU16(message.substr(fields));
    record.recordClass = octetsToU16(message.substr(fields + 2));
    record.ttl = octetsToU32(message.substr(fields + 4));
    record.dataSize = octetsToU16(message.substr(fields + 8));
    record.dataAt = fields + 10;
    if (message.size() - record.dataAt < record.dataSize) {
        malformed("data longer than the message", record.dataAt);
    }
    if (record.type == typeTsig || (record.type == typeSig && record.section == WireSection::Additional)) {
        malformed("a transaction signature that nobody asked for", at);
    }
    if (record.type == typeOpt && (section != WireSection::Additional || message[at] != '\0')) {
        malformed("an OPT record out of place", at);
    }
    if (record.recordClass == classIn) {
        checkData(message, record);
    }
    return record;
}

} // namespace

std::uint16_t octetsToU16(std::string_view octets)
{
    return static_cast<std::uint16_t>(octet(octets, 0) << 8U | octet(octets, 1));
}

std::uint32_t octetsToU32(std::string_view octets)
{
    return static_cast<std::uint32_t>(octetsToU16(octets)) << 16U | octetsToU16(octets.substr(2));
}

void appendU16(std::string& octets, std::uint16_t value)
{
    octets += {static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)};
}

void appendU32(std::string& octets, std::uint32_t value)
{
    appendU16(octets, static_cast<std::uint16_t>(value >> 16U));
    appendU16(octets, static_cast<std::uint16_t>(value & 0xFFFFU));
}

std::optional<WireHeader> readHeader(std::string_view message)
{
    if (message.size() < headerSize) {
        return std::nullopt;
    }
    const auto word = [&](std::size_t i) { return octetsToU16(message.substr(2 * i)); };
    const auto flags = word(1);
    const auto bit = [flags](unsigned i) { return (flags >> i & 1U) != 0; };
    return WireHeader{.id = word(0),
                      .response = bit(15),
                      .opcode = static_cast<std::uint8_t>(flags >> 11U & 0xFU),
                      .authoritative = bit(10),
                      .truncated = bit(9),
                      .recursionAvailable = bit(7),
                      .authenticData = bit(5),
                      .rcode = static_cast<std::uint8_t>(flags & 0xFU),
                      .questions = word(2),
                      .answers = word(3),
                      .authorities = word(4),
                      .additionals = word(5)};
}

std::size_t nameEnd(std::string_view message, std::size_t at)
{
    const auto start = at;
    std::size_t end = 0; // behind the first pointer, once there was one
    auto lowest = at;    // pointers must lead to before it, so that they can't go round
    std::size_t octets = 0;
    while (true) {
        if (at >= message.size()) {
            malformed("a name without end", start);
        }
        const auto length = octet(message, at);
        if ((length & pointerBits) == pointerBits) {
            if (message.size() - at < 2) {
                malformed("a name without end", start);
            }
            const auto target = static_cast<std::size_t>(octetsToU16(message.substr(at)) & 0x3FFFU);
            if (target >= lowest || target < headerSize) {
                malformed("a name with a pointer that does not lead back to a name", start);
            }
            end = end == 0 ? at + 2 : end;
            lowest = target;
            at = target;
            continue;
        }
        if ((length & pointerBits) != 0) {
            malformed("a label of unknown kind", at);
        }
        octets += length + 1U;
        if (octets > longestName) {
            malformed("a name of more than 255 octets", start);
        }
        at += length + 1U;
        if (length == 0) {
            return end == 0 ? at : end;
        }
    }
}

std::vector<WireRecord> walkRecords(std::string_view message, std::size_t at, Extent extent)
{
    const auto header = readHeader(message);
    if (!header) {
        throw MalformedMessage("fewer octets than a header has");
    }
    const bool mayBeCut = header->truncated || extent == Extent::Beginning;
    std::vector<WireRecord> records;
    std::size_t opts = 0;
    try {
        const auto walkSection = [&](WireSection section, std::uint16_t count) {
            for (unsigned i = 0; i < count; ++i) {
                records.push_back(walkRecord(message, at, section));
                at = records.back().dataAt + records.back().dataSize;
                opts += records.back().type == typeOpt ? 1 : 0;
            }
        };
        walkSection(WireSection::Answer, header->answers);
        walkSection(WireSection::Authority, header->authorities);
        walkSection(WireSection::Additional, header->additionals);
    } catch (const MalformedMessage&) {
        if (!mayBeCut) {
            throw;
        }
        return records; // servers may cut anywhere (RFC 2181 section 9)
    }
    if (opts > 1) {
        throw MalformedMessage("more than one OPT record");
    }
    if (at != message.size() && !mayBeCut) {
        malformed("octets left over behind the last record", at);
    }
    return records;
}

} // namespace mpm
