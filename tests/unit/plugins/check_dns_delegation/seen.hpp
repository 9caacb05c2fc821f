// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/judge.hpp"
#include "support/dns_reply.hpp"

#include <functional>
#include <string>
#include <vector>

/// Observations of check_dns_delegation made by hand: a healthy zone example.com on two name servers with one
/// address each, which a test then spoils.
namespace mpm::test {

using checkDnsDelegation::NameServerSeen;
using checkDnsDelegation::Observation;
using checkDnsDelegation::Policy;
using checkDnsDelegation::ServerAddressSeen;
using checkDnsDelegation::Topic;

inline const IpAddress firstAddress = *IpAddress::parse("20.0.0.1");
inline const IpAddress secondAddress = *IpAddress::parse("20.0.1.1");

/// An answer, put together as octets and read by the real code. It begins as an empty one with authority and EDNS.
inline DnsAnswer answered(const DnsQuestion& question, const IpAddress& server,
                          const std::function<void(DnsReply&)>& fill)
{
    const DnsQuery query{question, 1, "", EdnsChoice::DnssecOk, false};
    DnsReply reply(writeQuery(query));
    reply.clear(bitRecursionAvailable).set(bitAuthoritative).edns();
    fill(reply);
    auto answer = answerFrom(question, std::get<DnsMessage>(readAnswer(query, reply.octets())), {server, 53});
    answer.seconds = Seconds(0.02);
    return answer;
}

inline DnsAnswer failed(const DnsQuestion& question, const IpAddress& server, DnsOutcome outcome)
{
    DnsAnswer answer;
    answer.question = question;
    answer.server = {server, 53};
    answer.outcome = outcome;
    answer.detail = "made by a test";
    return answer;
}

inline const DnsName zoneSeen = DnsName::parse("example.com");

inline DnsAnswer soaAnswer(const IpAddress& server, const std::string& numbers = "7 7200 900 1209600 300")
{
    return answered({zoneSeen, RecordType::Soa}, server, [&](DnsReply& reply) {
        reply.answer("example.com. 300 IN SOA ns1.example.com. h.example.com. " + numbers);
    });
}

inline ServerAddressSeen healthyAddress(const IpAddress& address)
{
    ServerAddressSeen seen;
    seen.address = address;
    seen.answers[Topic::Soa] = soaAnswer(address);
    seen.answers[Topic::SoaTcp] = soaAnswer(address);
    seen.answers[Topic::Ns] = answered({zoneSeen, RecordType::Ns}, address, [](DnsReply& reply) {
        reply.answer("example.com. 300 IN NS ns1.example.com.").answer("example.com. 300 IN NS ns2.example.com.");
    });
    seen.answers[Topic::Dnskey] = answered({zoneSeen, RecordType::Dnskey}, address, [](DnsReply& reply) {
        reply.authority("example.com. 300 IN SOA ns1.example.com. h.example.com. 7 7200 900 1209600 300");
    });
    return seen;
}

inline NameServerSeen healthyServer(const std::string& name, const IpAddress& address)
{
    FoundAddresses found;
    found.name = DnsName::parse(name);
    found.state = FoundAddresses::State::Found;
    found.addresses = {address};
    return {found.name, true, true, {address}, found, {address}};
}

inline Observation healthy()
{
    Observation seen;
    seen.zone = zoneSeen;
    seen.walk.target = zoneSeen;
    seen.walk.end = Walk::End::Delegated;
    seen.walk.zone = DnsName::parse("com");
    seen.servers = {healthyServer("ns1.example.com", firstAddress), healthyServer("ns2.example.com", secondAddress)};
    for (const auto& server : seen.servers) {
        seen.walk.servers.push_back({server.name, server.glue});
    }
    ParentAnswer parent;
    parent.server = {*IpAddress::parse("20.9.0.1"), 53};
    parent.kind = ParentAnswer::Kind::Referral;
    parent.zone = zoneSeen;
    parent.servers = seen.walk.servers;
    seen.walk.steps.push_back({seen.walk.zone, {parent}, Seconds(0.01)});
    seen.addresses = {healthyAddress(firstAddress), healthyAddress(secondAddress)};
    seen.parentDs.push_back(answered({zoneSeen, RecordType::Ds}, parent.server.address, [](DnsReply& reply) {
        reply.authority("com. 300 IN SOA a.nic.com. h.com. 1 7200 900 1209600 300");
    }));
    seen.now = 1700000000;
    return seen;
}

/// The findings that are not OK, in order: "ns-lame W".
inline std::vector<std::string> verdict(const Observation& seen, const Policy& policy = {})
{
    std::vector<std::string> ids;
    for (const auto& finding : checkDnsDelegation::judge(seen, policy).findings) {
        if (finding.status != Status::Ok) {
            ids.push_back(finding.id + " " + std::string(toString(finding.status)).substr(0, 1));
        }
    }
    return ids;
}

} // namespace mpm::test
