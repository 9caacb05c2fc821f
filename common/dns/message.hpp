// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"
#include "dns/extended_error.hpp"
#include "dns/record.hpp"
#include "dns/wire.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mpm {

/// What a question says of EDNS (RFC 6891).
enum class EdnsChoice : std::uint8_t {
    None,     ///< a question as of 1987
    Plain,    ///< EDNS without the DO bit
    DnssecOk, ///< EDNS with DO: signatures and AD wanted
};

/// What can be varied in one question as it goes out.
struct DnsQuery {
    DnsQuestion question;
    std::uint16_t id = 0;
    /// Random octets whose bits choose upper or lower case for each octet of the name, so that a
    /// forger has more to guess ("0x20"); an empty string leaves the name in lower case.
    std::string caseBits;
    EdnsChoice edns = EdnsChoice::DnssecOk;
    bool recursionDesired = true;
};

/// The UDP payload that questions offer: it passes every path without fragments (DNS flag day 2020).
constexpr std::uint16_t offeredUdpSize = 1232;

/// Of an answer by TCP that is longer, so much is read: thousands of records are nobody's, and dozens of such answers
/// may come at the same time.
constexpr std::size_t mostAnswerOctets = 16384;

/// The records that are kept of one answer.
constexpr std::size_t mostRecords = 256;

/// Of these, so many may be of the authority section: the addresses of a delegation's servers come behind it.
constexpr std::size_t mostAuthority = mostRecords / 2;

/// The memory for all the records of one run, whoever sends how many. Many threads may take of it.
class RecordRoom {
public:
    explicit RecordRoom(std::size_t octets = 4U << 20U) : left_(octets) {}

    /// Whether there was so much left; then it is taken.
    bool take(std::size_t octets);

private:
    std::atomic<std::size_t> left_;
};

/// Response codes that are told apart (IANA; RFC 6895).
enum class Rcode : std::uint16_t {
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NxDomain = 3,
    NotImp = 4,
    Refused = 5,
    BadVers = 16,
};

/// "SERVFAIL"; "RCODE 11" for one without a name.
std::string toString(Rcode rcode);

/// One answer as read.
struct DnsMessage {
    Rcode rcode = Rcode::NoError; ///< with the extension that EDNS carries
    bool authoritative = false;
    bool truncated = false;
    bool recursionAvailable = false;
    bool authenticData = false;
    bool edns = false;      ///< an OPT record came with it
    bool caseKept = true;   ///< the question came back in the same upper and lower case
    std::size_t octets = 0; ///< size on the wire
    std::vector<ExtendedError> errors;
    /// The records of class IN and of the types in `RecordType`; others are left out.
    std::vector<DnsRecord> answer;
    std::vector<DnsRecord> authority;
    std::vector<DnsRecord> additional;
    std::size_t answersLeftOut = 0; ///< records of the answer section beyond those that are kept
    bool leavesOut = false;         ///< so does any section
};

/// Why octets are no answer to a query.
struct WireFault {
    enum class Kind : std::uint8_t {
        WrongId,       ///< not ours: an id that was not asked with, or too short to have one
        WrongQuestion, ///< not ours: another question, or none
        NotAnAnswer,   ///< a query, or another kind of operation
        Malformed,     ///< ours, but it can't be read
    };
    Kind kind = Kind::Malformed;
    std::string sentence; ///< "a name at octet 29 points forward", safe to print
};

/// The octets of a query.
std::string writeQuery(const DnsQuery& query);

/// Reads what came for this query. The header and the question are compared and every record is
/// walked within its bounds before the library sees the octets, which it would otherwise answer
/// with an abort. Only answers with an error code may lack the question.
/// Of each answer the first few records are kept in any case, so that many others can't make a name seem to have none;
/// further ones up to `mostRecords` while there is room. Of a beginning it is assumed that EDNS, whose record stands at
/// the end, was not missing.
std::variant<DnsMessage, WireFault> readAnswer(const DnsQuery& query, std::string_view octets, RecordRoom& room,
                                               Extent extent = Extent::Whole);

} // namespace mpm
