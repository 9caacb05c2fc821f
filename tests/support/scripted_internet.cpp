// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_internet.hpp"

#include "dns/wire.hpp"
#include "io/ip_address.hpp"
#include "support/scripted_answer.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

namespace mpm::test {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

SocketAddress socketAddress(const IpAddress& address, std::uint16_t port)
{
    SocketAddress result;
    const auto octets = address.octets();
    if (address.family() == Family::IPv4) {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(port);
        std::memcpy(&in.sin_addr, octets.data(), octets.size());
        std::memcpy(&result.storage, &in, sizeof in);
        result.size = sizeof in;
    } else {
        sockaddr_in6 in{};
        in.sin6_family = AF_INET6;
        in.sin6_port = htons(port);
        std::memcpy(&in.sin6_addr, octets.data(), octets.size());
        std::memcpy(&result.storage, &in, sizeof in);
        result.size = sizeof in;
    }
    return result;
}

Descriptor bound(const IpAddress& address, std::uint16_t port, int kind)
{
    const auto where = socketAddress(address, port);
    Descriptor socket(::socket(where.storage.ss_family, kind | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&where.storage), where.size) != 0 ||
        (kind == SOCK_STREAM && ::listen(socket.get(), 64) != 0)) {
        throw std::system_error(errno, std::generic_category(), "name server at " + address.toString());
    }
    return socket;
}

} // namespace

struct ScriptedInternet::Host {
    std::string address;
    std::vector<const ZoneData*> zones;
    std::vector<std::unique_ptr<ZoneData>> own;
    Quirks quirks;
    Descriptor udp;
    Descriptor tcp;
    std::vector<Descriptor> silentClients;
    std::map<std::string, unsigned> asked; ///< how often each question came over UDP
};

/// An answer that is still to go out.
struct ScriptedInternet::Pending {
    SteadyClock::time_point due;
    const Host* host = nullptr; ///< over UDP
    SocketAddress peer;
    Descriptor client; ///< over TCP
    std::string octets;
};

ScriptedInternet::ScriptedInternet(const Zones& zones, const Servers& servers, std::uint16_t port)
{
    std::vector<std::string> addresses;
    for (const auto& [address, server] : servers) {
        addresses.push_back(address);
    }
    network_.add(addresses);
    for (const auto& [address, server] : servers) {
        auto& host = *hosts_.emplace_back(std::make_unique<Host>());
        host.address = address;
        host.quirks = server.quirks;
        for (const auto& origin : server.zones) {
            const auto own = server.ownZones.find(origin);
            host.own.push_back(
                std::make_unique<ZoneData>(origin, own == server.ownZones.end() ? zones.at(origin) : own->second));
            host.zones.push_back(host.own.back().get());
        }
        if (server.quirks.closed) {
            continue;
        }
        host.udp = bound(*IpAddress::parse(address), port, SOCK_DGRAM);
        if (server.quirks.tcp != Quirks::Tcp::Closed) {
            host.tcp = bound(*IpAddress::parse(address), port, SOCK_STREAM);
        }
    }
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    stopReader_ = Descriptor(ends[0]);
    stopWriter_ = Descriptor(ends[1]);
    thread_ = std::thread([this] { serve(); });
}

ScriptedInternet::~ScriptedInternet()
{
    stopWriter_.close();
    thread_.join();
}

void ScriptedInternet::serve()
{
    while (true) {
        std::vector<pollfd> sockets{{stopReader_.get(), POLLIN, 0}};
        for (const auto& host : hosts_) {
            sockets.push_back({host->udp.get(), POLLIN, 0});
            sockets.push_back({host->tcp.get(), POLLIN, 0});
        }
        ::poll(sockets.data(), sockets.size(), pending_.empty() ? -1 : 1);
        if (sockets[0].revents != 0) {
            return;
        }
        for (std::size_t i = 0; i < hosts_.size(); ++i) {
            if (sockets[1 + 2 * i].revents != 0) {
                readUdp(*hosts_[i]);
            }
            if (sockets[2 + 2 * i].revents != 0) {
                readTcp(*hosts_[i]);
            }
        }
        sendDue();
    }
}

void ScriptedInternet::note(const Host& host)
{
    const auto now = SteadyClock::now();
    const std::lock_guard lock(mutex_);
    asked_.push_back({host.address, now, now + std::chrono::microseconds(static_cast<long>(host.quirks.delay * 1e6))});
}

std::size_t ScriptedInternet::rounds(const std::set<std::string>& without) const
{
    const std::lock_guard lock(mutex_);
    std::size_t count = 0;
    std::optional<SteadyClock::time_point> firstAnswer;
    for (const auto& asked : asked_) {
        if (without.contains(asked.server)) {
            continue;
        }
        if (!firstAnswer || asked.at >= *firstAnswer) {
            ++count;
            firstAnswer = asked.answerAt;
        }
        firstAnswer = std::min(*firstAnswer, asked.answerAt);
    }
    return count;
}

void ScriptedInternet::readUdp(Host& host)
{
    std::array<char, 4096> buffer{};
    Pending pending;
    pending.peer.size = sizeof pending.peer.storage;
    const auto got = ::recvfrom(host.udp.get(), buffer.data(), buffer.size(), 0,
                                reinterpret_cast<sockaddr*>(&pending.peer.storage), &pending.peer.size);
    if (got < static_cast<ssize_t>(headerSize)) {
        return;
    }
    const std::string query(buffer.data(), static_cast<std::size_t>(got));
    note(host);
    const auto end = nameEnd(query, headerSize) + 4;
    std::string key = DnsName::fromWire(query.substr(headerSize, end - 4 - headerSize))->wire();
    key += query.substr(end - 4, 2);
    if (++host.asked[key] <= host.quirks.loses) {
        return;
    }
    if (auto octets = scriptedAnswer(host.zones, host.quirks, query, false)) {
        pending.host = &host;
        pending.octets = std::move(*octets);
        pending.due = SteadyClock::now() + std::chrono::microseconds(static_cast<long>(host.quirks.delay * 1e6));
        pending_.push_back(std::move(pending));
    }
}

void ScriptedInternet::readTcp(Host& host)
{
    Descriptor client(::accept4(host.tcp.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (host.quirks.tcp == Quirks::Tcp::Silent || host.quirks.silent) {
        host.silentClients.push_back(std::move(client));
        return;
    }
    std::array<char, 4096> buffer{};
    pollfd ready{client.get(), POLLIN, 0};
    ::poll(&ready, 1, 500);
    const auto got = ::recv(client.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < static_cast<ssize_t>(headerSize + 2)) {
        return;
    }
    note(host);
    const std::string query(buffer.data() + 2, static_cast<std::size_t>(got) - 2);
    if (auto octets = scriptedAnswer(host.zones, host.quirks, query, true)) {
        Pending pending;
        pending.client = std::move(client);
        pending.octets = framed(*octets);
        pending.due = SteadyClock::now() + std::chrono::microseconds(static_cast<long>(host.quirks.delay * 1e6));
        pending_.push_back(std::move(pending));
    } else {
        host.silentClients.push_back(std::move(client));
    }
}

void ScriptedInternet::sendDue()
{
    std::erase_if(pending_, [](const Pending& pending) {
        if (pending.due > SteadyClock::now()) {
            return false;
        }
        if (pending.host != nullptr) {
            ::sendto(pending.host->udp.get(), pending.octets.data(), pending.octets.size(), 0,
                     reinterpret_cast<const sockaddr*>(&pending.peer.storage), pending.peer.size);
        } else {
            ::send(pending.client.get(), pending.octets.data(), pending.octets.size(), MSG_NOSIGNAL);
        }
        return true;
    });
}

} // namespace mpm::test
