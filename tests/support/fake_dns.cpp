// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_dns.hpp"

#include "dns/wire.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

namespace mpm::test {
namespace {

[[noreturn]] void fail(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

Descriptor bound(int kind, std::uint16_t port)
{
    Descriptor socket(::socket(AF_INET, kind | SOCK_CLOEXEC, 0));
    // With SO_REUSEADDR on both, Linux gives two UDP sockets that ask for any port the same one.
    const int reuse = kind == SOCK_STREAM ? 1 : 0;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        return Descriptor();
    }
    return socket;
}

std::uint16_t portOf(const Descriptor& socket)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

bool hasOpt(std::string_view query)
{
    return octetsToU16(query.substr(10)) != 0;
}

} // namespace

FakeDns::FakeDns(FakeDnsBehaviour behaviour, Tcp tcp) : behaviour_(std::move(behaviour))
{
    for (int tries = 0; tries < 50 && !tcp_.isOpen(); ++tries) {
        udp_ = bound(SOCK_DGRAM, 0);
        tcp_ = bound(SOCK_STREAM, portOf(udp_)); // fails when that port is somebody else's
    }
    stranger_ = bound(SOCK_DGRAM, 0);
    if (!tcp_.isOpen() || (tcp == Tcp::Listening && ::listen(tcp_.get(), 64) != 0)) {
        fail("no port for the fake name server");
    }
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail("pipe");
    }
    stopReader_ = Descriptor(ends[0]);
    stopWriter_ = Descriptor(ends[1]);
    endpoint_ = {*IpAddress::parse("127.0.0.1"), portOf(udp_)};
    if (tcp == Tcp::Closed) {
        tcp_.close();
    }
    thread_ = std::thread([this] { serve(); });
}

FakeDns::~FakeDns()
{
    stopWriter_.close();
    thread_.join();
    for (auto& answer : slow_) {
        answer.join();
    }
}

std::vector<FakeDnsQuery> FakeDns::queries() const
{
    const std::lock_guard lock(mutex_);
    return queries_;
}

/// False when the fake has to end.
bool FakeDns::pause(double seconds) const
{
    pollfd stop{stopReader_.get(), POLLIN, 0};
    return ::poll(&stop, 1, static_cast<int>(seconds * 1000)) == 0;
}

void FakeDns::serve()
{
    while (true) {
        std::array<pollfd, 3> sockets{
            {{stopReader_.get(), POLLIN, 0}, {udp_.get(), POLLIN, 0}, {tcp_.get(), POLLIN, 0}}};
        ::poll(sockets.data(), sockets.size(), -1);
        if (sockets[0].revents != 0) {
            return;
        }
        if (sockets[1].revents != 0) {
            serveUdp();
        }
        if (sockets[2].revents != 0) {
            serveTcp();
        }
    }
}

std::vector<FakeDnsPacket> FakeDns::react(std::string octets, DnsProtocol protocol)
{
    FakeDnsQuery query{std::move(octets), protocol, false, 0};
    query.edns = hasOpt(query.octets);
    {
        const std::lock_guard lock(mutex_);
        query.number = static_cast<unsigned>(queries_.size()) + 1;
        queries_.push_back(query);
    }
    return behaviour_(query);
}

void FakeDns::serveUdp()
{
    std::array<char, 4096> buffer{};
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    const auto got = ::recvfrom(udp_.get(), buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&peer), &size);
    if (got < static_cast<ssize_t>(headerSize)) {
        return;
    }
    auto packets = react({buffer.data(), static_cast<std::size_t>(got)}, DnsProtocol::Udp);
    const bool slow = std::any_of(packets.begin(), packets.end(), [](const auto& packet) { return packet.delay > 0; });
    auto answer = [this, packets = std::move(packets), peer, size] {
        for (const auto& packet : packets) {
            if (packet.delay > 0 && !pause(packet.delay)) {
                return;
            }
            ::sendto((packet.stranger ? stranger_ : udp_).get(), packet.octets.data(), packet.octets.size(), 0,
                     reinterpret_cast<const sockaddr*>(&peer), size);
        }
    };
    if (slow) {
        slow_.emplace_back(std::move(answer)); // does not hold up who asks something else
    } else {
        answer();
    }
}

void FakeDns::serveTcp()
{
    const Descriptor client(::accept4(tcp_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    std::array<char, 4096> buffer{};
    const auto got = ::recv(client.get(), buffer.data(), buffer.size(), 0);
    if (got < static_cast<ssize_t>(headerSize + 2)) {
        return;
    }
    for (const auto& packet : react({buffer.data() + 2, static_cast<std::size_t>(got) - 2}, DnsProtocol::Tcp)) {
        if (packet.delay > 0 && !pause(packet.delay)) {
            return;
        }
        ::send(client.get(), packet.octets.data(), packet.octets.size(), MSG_NOSIGNAL);
        if (packet.close) {
            return;
        }
    }
    // Whoever is done closes; a fake that sent nothing stays silent, not closed.
    std::array<pollfd, 2> ends{{{stopReader_.get(), POLLIN, 0}, {client.get(), POLLIN, 0}}};
    ::poll(ends.data(), ends.size(), 10000);
}

} // namespace mpm::test
