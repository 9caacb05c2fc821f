// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace mpm::test {

/// The octets of an answer to a query, put together by hand, so that they can be as wrong as a test
/// wants. Begins as NOERROR from a recursive server with the query's id and question.
class DnsReply {
public:
    explicit DnsReply(std::string_view query);

    /// A record as in a master file: "example.com. 300 IN MX 10 mail.example.com.".
    DnsReply& answer(const std::string& record);
    DnsReply& authority(const std::string& record);
    DnsReply& additional(const std::string& record);

    /// Records from their octets.
    DnsReply& rawAnswer(std::string octets);
    DnsReply& rawAuthority(std::string octets);
    DnsReply& rawAdditional(std::string octets);

    DnsReply& rcode(unsigned value);

    /// Bits of the header's second word: AA 0x0400, TC 0x0200, RA 0x0080, AD 0x0020.
    DnsReply& set(std::uint16_t bits);
    DnsReply& clear(std::uint16_t bits);
    DnsReply& id(std::uint16_t value);
    DnsReply& question(std::string_view section);

    /// An OPT record; with an extended error when its code isn't 0xFFFF.
    DnsReply& edns(unsigned rcodeHigh = 0, std::uint16_t errorCode = 0xFFFF, std::string_view errorText = {});

    std::string octets() const;

private:
    std::uint16_t id_;
    std::uint16_t flags_ = 0x8180; // QR, RD, RA
    unsigned rcode_ = 0;
    std::string question_;
    std::uint16_t counts_[3] = {0, 0, 0};
    std::string answer_;
    std::string authority_;
    std::string additional_;
};

constexpr std::uint16_t bitAuthoritative = 0x0400;
constexpr std::uint16_t bitTruncated = 0x0200;
constexpr std::uint16_t bitRecursionAvailable = 0x0080;
constexpr std::uint16_t bitAuthenticData = 0x0020;

/// An answer read with room of its own, as the only one of a run.
inline std::variant<DnsMessage, WireFault> readAnswer(const DnsQuery& query, std::string_view octets)
{
    RecordRoom room;
    return mpm::readAnswer(query, octets, room);
}

/// One record of a master file as octets.
std::string recordOctets(const std::string& record);

/// With its length in front, as over TCP.
std::string framed(std::string_view octets);

} // namespace mpm::test
