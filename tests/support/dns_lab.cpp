// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dns_lab.hpp"

#include "check/ascii.hpp"
#include "dns/wire.hpp"
#include "support/descriptor.hpp"
#include "support/timing.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <stdexcept>

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

namespace {

/// A port that is held, so that no parallel test is given it, and yet is closed: a UDP socket that is connected to
/// another peer takes nobody else's packets, and a TCP socket that does not listen no connections.
class HeldPort {
public:
    HeldPort()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const general = reinterpret_cast<sockaddr*>(&address);
        const bool held = ::bind(udp_.get(), general, size) == 0 && ::getsockname(udp_.get(), general, &size) == 0 &&
                          ::bind(tcp_.get(), general, size) == 0;
        port_ = ntohs(address.sin_port);
        address.sin_port = htons(9);
        if (!held || ::connect(udp_.get(), general, size) != 0) {
            throw std::runtime_error("no port to hold");
        }
    }

    Endpoint endpoint() const { return {*IpAddress::parse("127.0.0.1"), port_}; }

private:
    Descriptor udp_{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    Descriptor tcp_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    std::uint16_t port_ = 0;
};

} // namespace

Endpoint closedPort()
{
    static const HeldPort held;
    return held.endpoint();
}

LabRun askOne(const std::vector<Endpoint>& servers, double deadline, Seconds timeout)
{
    DnsClientConfig config;
    config.servers = servers;
    config.timeout = scaled(timeout);
    DnsClient client(config);
    const auto start = Clock::now();
    auto answer =
        client.ask(DnsQuestion{DnsName::parse(labName), RecordType::Mx}, Deadline::in(scaled(Seconds(deadline))));
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
