// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dns_lab.hpp"

#include "check/ascii.hpp"
#include "dns/wire.hpp"

namespace mpm::test {

const std::string otherQuestion = DnsName::parse("other.example").wire() + std::string("\x00\x0F\x00\x01", 4);

std::uint16_t idOf(const FakeDnsQuery& query)
{
    return octetsToU16(query.octets);
}

DnsReply goodReply(const FakeDnsQuery& query)
{
    return DnsReply(query.octets).answer(labName + ". 300 IN MX 10 mail.example.com.");
}

DnsReply forged(const FakeDnsQuery& query)
{
    return DnsReply(query.octets).answer(labName + ". 300 IN MX 10 evil.example.");
}

std::vector<FakeDnsPacket> packetFor(const FakeDnsQuery& query, const std::string& octets)
{
    return {{query.protocol == DnsProtocol::Tcp ? framed(octets) : octets}};
}

std::vector<FakeDnsPacket> goodAnswer(const FakeDnsQuery& query)
{
    return packetFor(query, goodReply(query).octets());
}

Endpoint closedPort()
{
    return FakeDns(goodAnswer).endpoint(); // which is gone by now
}

LabRun askOne(const std::vector<Endpoint>& servers, double deadline, Seconds timeout)
{
    DnsClientConfig config;
    config.servers = servers;
    config.timeout = timeout;
    DnsClient client(config);
    const auto start = Clock::now();
    auto answer = client.ask(DnsQuestion{DnsName::parse(labName), RecordType::Mx}, Deadline::in(Seconds(deadline)));
    return {std::move(answer), since(start).count()};
}

std::string exchangesOf(const DnsAnswer& answer)
{
    std::vector<std::string> names;
    for (const auto& mx : answer.values<MxRecord>()) {
        names.push_back(mx.exchange.toString());
    }
    return join(names, " ");
}

} // namespace mpm::test
