// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dns_client.hpp"
#include "support/dns_reply.hpp"
#include "support/fake_dns.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// What the tests of the DNS client ask and get: always for the same name, whose MX is
/// mail.example.com in good answers and evil.example in forged ones.
namespace mpm::test {

/// Long, so that its letters come in more cases than can be the same by chance.
inline const std::string labName = "looooooooooooooooooooooooooooooooooooooooooong.example.com";

/// Another question, as a question section.
extern const std::string otherQuestion;

std::uint16_t idOf(const FakeDnsQuery& query);

/// As an honest server answers, and as a forger would.
DnsReply goodReply(const FakeDnsQuery& query);
DnsReply forged(const FakeDnsQuery& query);

/// One packet, with the length in front when the query came by TCP.
std::vector<FakeDnsPacket> packetFor(const FakeDnsQuery& query, const std::string& octets);

/// A behaviour: the honest server.
std::vector<FakeDnsPacket> goodAnswer(const FakeDnsQuery& query);

/// An endpoint on this machine at which nobody listens.
Endpoint closedPort();

struct LabRun {
    DnsAnswer answer;
    double seconds = 0; ///< wall time
};

/// Asks these servers for the name's MX; both times are scaled.
LabRun askOne(const std::vector<Endpoint>& servers, double deadline, Seconds timeout = Seconds(2));

/// The exchanges of an answer, blanks between.
std::string exchangesOf(const DnsAnswer& answer);

} // namespace mpm::test
