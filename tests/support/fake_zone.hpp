// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/dns_reply.hpp"
#include "support/fake_dns.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm::test {

/// One record of a table from which a resolver answers.
struct FakeRecord {
    DnsName owner;
    RecordType type = RecordType::A;
    std::string octets; ///< all of it, uncompressed
    DnsName target;     ///< of a CNAME

    /// As in a master file, TTL and class left out or not: "example.com. MX 10 mail.example.com.".
    static FakeRecord parse(const std::string& text);
};

/// The question of a query that our own client has put together, so it is well formed.
DnsQuestion questionOf(std::string_view query);

/// The answer to a query from these records: CNAMEs are followed, a name that has records of other types only or names
/// below it gives no data, an unknown one NXDOMAIN.
DnsReply replyFrom(const std::vector<FakeRecord>& records, std::string_view query);

/// What a resolver of the tests knows: records, and between them what goes wrong instead. "mail.example.com. SILENT" is
/// what every question for that name gets, "mail.example.com. AAAA SERVFAIL" what that question gets; the words are
/// SILENT, GARBAGE, SERVFAIL, NOTIMP and REFUSED.
struct FakeZone {
    std::vector<std::string> records;
    bool secured = false; ///< AD on every answer
};

/// A resolver that knows this and nothing else. Any number of questions, UDP and TCP.
FakeDnsBehaviour zoneOf(const FakeZone& zone);
FakeDnsBehaviour zoneOf(std::vector<std::string> records);

/// The server as `--resolver` takes it.
std::string resolverOption(const FakeDns& dns);

} // namespace mpm::test
