// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// The shape of DNS messages (RFC 1035 section 4.1): where everything is, and that it is all within
/// bounds. Nothing is decoded here: ldns is given only what has passed these checks.
namespace mpm {

/// The octets are no well-formed message; the text says what is wrong where.
class MalformedMessage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The twelve octets at the front (RFC 1035 section 4.1.1, RFC 4035 section 3).
struct WireHeader {
    std::uint16_t id = 0;
    bool response = false;
    std::uint8_t opcode = 0;
    bool authoritative = false;
    bool truncated = false;
    bool recursionAvailable = false;
    bool authenticData = false;
    std::uint8_t rcode = 0; ///< the lower four bits
    std::uint16_t questions = 0;
    std::uint16_t answers = 0;
    std::uint16_t authorities = 0;
    std::uint16_t additionals = 0;
};

/// Whether all of a message is at hand, or what stands at its front.
enum class Extent : std::uint8_t { Whole, Beginning };

enum class WireSection : std::uint8_t { Answer, Authority, Additional };

/// Where one record lies.
struct WireRecord {
    WireSection section = WireSection::Answer;
    std::size_t at = 0; ///< the first octet of its owner
    std::uint16_t type = 0;
    std::uint16_t recordClass = 0;
    std::uint32_t ttl = 0;
    std::size_t dataAt = 0;
    std::size_t dataSize = 0;
};

constexpr std::size_t headerSize = 12;

std::uint16_t octetsToU16(std::string_view octets);
std::uint32_t octetsToU32(std::string_view octets);
void appendU16(std::string& octets, std::uint16_t value);
void appendU32(std::string& octets, std::uint32_t value);

/// Nothing when there are fewer than twelve octets.
std::optional<WireHeader> readHeader(std::string_view message);

/// The octet behind the name that begins at `at`. Throws MalformedMessage unless the name ends
/// within the message, with labels up to 63 octets, 255 in all, and pointers that only lead
/// backwards.
std::size_t nameEnd(std::string_view message, std::size_t at);

/// The records behind the question section, which ends at `at`. Throws MalformedMessage when
/// counts, lengths or names don't fit, when the data of a type that is read here doesn't have its
/// form, or when octets are left over. A truncated message, and one of which only the beginning is at hand, ends where
/// it was cut.
std::vector<WireRecord> walkRecords(std::string_view message, std::size_t at, Extent extent = Extent::Whole);

} // namespace mpm
