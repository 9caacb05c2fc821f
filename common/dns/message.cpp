// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/message.hpp"

#include "check/ascii.hpp"
#include "dns/ldns_record.hpp"
#include "dns/wire.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::uint16_t classIn = 1;
constexpr std::uint16_t typeOpt = 41;
constexpr std::uint16_t optionExtendedError = 15;
constexpr std::size_t mostExtendedErrors = 8;

/// The question's name with each letter in the case that its bit chooses. Length octets are below
/// 64 and so never mistaken for letters.
std::string casedName(const DnsQuery& query)
{
    auto wire = query.question.name.wire();
    for (std::size_t i = 0; i < wire.size() && i / 8 < query.caseBits.size(); ++i) {
        if ((static_cast<std::uint8_t>(query.caseBits[i / 8]) >> (i % 8) & 1U) != 0) {
            wire[i] = toUpper(wire[i]);
        }
    }
    return wire;
}

/// How the question section compares with what was asked; nothing when it is another question.
std::optional<bool> caseKept(const DnsQuery& query, std::string_view section)
{
    const auto name = casedName(query);
    std::string rest;
    appendU16(rest, static_cast<std::uint16_t>(query.question.type));
    appendU16(rest, classIn);
    if (section.size() < name.size() + rest.size() || section.substr(name.size(), rest.size()) != rest ||
        toLower(section.substr(0, name.size())) != query.question.name.wire()) {
        return std::nullopt;
    }
    return section.substr(0, name.size()) == name;
}

void readOptions(std::string_view options, DnsMessage& message)
{
    while (options.size() >= 4) {
        const auto code = octetsToU16(options);
        const std::size_t size = octetsToU16(options.substr(2));
        options.remove_prefix(4);
        if (size > options.size()) {
            throw MalformedMessage("an EDNS option is longer than its record");
        }
        if (code == optionExtendedError && size >= 2 && message.errors.size() < mostExtendedErrors) {
            message.errors.push_back({octetsToU16(options), PeerText(std::string(options.substr(2, size - 2)))});
        }
        options.remove_prefix(size);
    }
    if (!options.empty()) {
        throw MalformedMessage("an EDNS option is cut off");
    }
}

void readOpt(std::string_view octets, const WireRecord& opt, DnsMessage& message)
{
    message.edns = true;
    message.rcode = static_cast<Rcode>(static_cast<unsigned>(message.rcode) | (opt.ttl >> 24U) << 4U);
    readOptions(octets.substr(opt.dataAt, opt.dataSize), message);
}

std::vector<DnsRecord>& sectionOf(DnsMessage& message, WireSection section)
{
    return section == WireSection::Answer      ? message.answer
           : section == WireSection::Authority ? message.authority
                                               : message.additional;
}

/// About what a record takes up once it is decoded: its data is kept twice, as octets and as a value.
std::size_t weightOf(const DnsRecord& record)
{
    return sizeof(DnsRecord) + record.owner.wire().size() + 2 * record.rdata.size();
}

/// Whether one more is kept.
bool hasRoom(const DnsMessage& message, const DnsRecord& record, RecordRoom& room)
{
    constexpr std::size_t keptAnyway = 3;
    constexpr std::size_t smallRecord = 256;
    const auto kept = message.answer.size() + message.authority.size() + message.additional.size();
    const auto weight = weightOf(record);
    return (kept < keptAnyway && weight <= sizeof(DnsRecord) + smallRecord) ||
           (kept < mostRecords && room.take(weight));
}

/// Of more MX records than are kept those of the best preferences count, wherever they stand: senders begin with them.
void keepInPlaceOfWorse(DnsMessage& message, DnsRecord record, RecordRoom& room)
{
    const auto preference = [](const DnsRecord& each) {
        const auto* mx = each.as<MxRecord>();
        return mx == nullptr ? -1 : int{mx->preference};
    };
    const auto worst =
        std::max_element(message.answer.begin(), message.answer.end(),
                         [&](const DnsRecord& a, const DnsRecord& b) { return preference(a) < preference(b); });
    if (worst == message.answer.end() || preference(*worst) <= preference(record)) {
        return;
    }
    const auto before = weightOf(*worst);
    const auto weight = weightOf(record);
    if (weight <= before || room.take(weight - before)) {
        *worst = std::move(record);
    }
}

void keep(DnsMessage& message, WireSection section, DnsRecord record, RecordRoom& room)
{
    const bool isFull = section == WireSection::Authority && message.authority.size() >= mostAuthority;
    if (!isFull && hasRoom(message, record, room)) {
        sectionOf(message, section).push_back(std::move(record));
        return;
    }
    message.leavesOut = true;
    if (section == WireSection::Answer) {
        ++message.answersLeftOut;
        if (record.type == RecordType::Mx) {
            keepInPlaceOfWorse(message, std::move(record), room);
        }
    }
}

/// What there is of the answer section that was not even read.
std::size_t unreadAnswers(const WireHeader& header, const std::vector<WireRecord>& places)
{
    const auto read = std::count_if(places.begin(), places.end(),
                                    [](const WireRecord& place) { return place.section == WireSection::Answer; });
    return header.answers - static_cast<std::size_t>(read);
}

/// Servers that couldn't read the question, or won't, may leave it out.
bool mayLackQuestion(const WireHeader& header)
{
    const auto rcode = static_cast<Rcode>(header.rcode);
    return header.questions == 0 && header.answers == 0 && rcode != Rcode::NoError && rcode != Rcode::NxDomain;
}

} // namespace

/// By hand, since it is a handful of octets and the library takes a hundred times as long.
std::string writeQuery(const DnsQuery& query)
{
    constexpr std::uint16_t recursionDesired = 0x0100;
    constexpr std::uint16_t dnssecOk = 0x8000;
    const bool edns = query.edns != EdnsChoice::None;
    std::string octets;
    octets.reserve(headerSize + query.question.name.wire().size() + 15);
    appendU16(octets, query.id);
    appendU16(octets, query.recursionDesired ? recursionDesired : 0);
    appendU16(octets, 1); // question
    appendU16(octets, 0);
    appendU16(octets, 0);
    appendU16(octets, edns ? 1 : 0);
    octets += casedName(query);
    appendU16(octets, static_cast<std::uint16_t>(query.question.type));
    appendU16(octets, classIn);
    if (edns) { // RFC 6891 section 6.1.2
        octets += '\0';
        appendU16(octets, typeOpt);
        appendU16(octets, offeredUdpSize);
        appendU16(octets, 0); // no further bits of the code, version 0
        appendU16(octets, query.edns == EdnsChoice::DnssecOk ? dnssecOk : 0);
        appendU16(octets, 0); // no options
    }
    return octets;
}

bool RecordRoom::take(std::size_t octets)
{
    auto left = left_.load();
    while (left >= octets) {
        if (left_.compare_exchange_weak(left, left - octets)) {
            return true;
        }
    }
    return false;
}

std::variant<DnsMessage, WireFault> readAnswer(const DnsQuery& query, std::string_view octets, RecordRoom& room,
                                               Extent extent)
{
    const auto header = readHeader(octets);
    if (!header) {
        return WireFault{WireFault::Kind::WrongId, std::to_string(octets.size()) + " octets are no DNS message"};
    }
    if (header->id != query.id) {
        return WireFault{WireFault::Kind::WrongId, "the id is not the question's"};
    }
    if (!header->response || header->opcode != 0) {
        return WireFault{WireFault::Kind::NotAnAnswer, "the message is no answer to a question"};
    }
    auto at = headerSize;
    bool kept = true;
    if (!mayLackQuestion(*header)) {
        const auto same = header->questions == 1 ? caseKept(query, octets.substr(headerSize)) : std::nullopt;
        if (!same) {
            return WireFault{WireFault::Kind::WrongQuestion, "the message answers another question"};
        }
        kept = *same;
        at += query.question.name.wire().size() + 4;
    }
    DnsMessage message;
    message.rcode = static_cast<Rcode>(header->rcode);
    message.authoritative = header->authoritative;
    message.truncated = header->truncated;
    message.recursionAvailable = header->recursionAvailable;
    message.authenticData = header->authenticData;
    message.caseKept = kept;
    message.octets = octets.size();
    try {
        const auto places = walkRecords(octets, at, extent);
        for (const auto& place : places) {
            if (place.type == typeOpt && !message.edns) {
                readOpt(octets, place, message);
            } else if (place.recordClass == classIn && isKnownRecordType(place.type)) {
                keep(message, place.section, decodeRecord(octets, place), room);
            }
        }
        if (extent == Extent::Beginning) {
            message.leavesOut = true;
            message.answersLeftOut += unreadAnswers(*header, places);
            message.edns = message.edns || query.edns != EdnsChoice::None;
        }
    } catch (const MalformedMessage& fault) {
        return WireFault{WireFault::Kind::Malformed, fault.what()};
    }
    return message;
}

std::string toString(Rcode rcode)
{
    switch (rcode) {
    case Rcode::NoError: return "NOERROR";
    case Rcode::FormErr: return "FORMERR";
    case Rcode::ServFail: return "SERVFAIL";
    case Rcode::NxDomain: return "NXDOMAIN";
    case Rcode::NotImp: return "NOTIMP";
    case Rcode::Refused: return "REFUSED";
    case Rcode::BadVers: return "BADVERS";
    }
    return "RCODE " + std::to_string(static_cast<unsigned>(rcode));
}

} // namespace mpm
