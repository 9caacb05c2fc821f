// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostile_smtp.hpp"

#include "support/listener.hpp"
#include "support/timing.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <stdexcept>

namespace mpm::test {

std::vector<std::string> ClientRecord::lines() const
{
    std::vector<std::string> result;
    for (std::size_t from = 0; from < said.size();) {
        const auto end = std::min(said.find('\n', from), said.size());
        auto line = said.substr(from, end - from);
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        result.push_back(line);
        from = end + 1;
    }
    return result;
}

HostileSmtp::HostileSmtp(Script script, const std::string& address, std::uint16_t port)
    : script_(std::move(script)), listener_(listenOn(address, port, 128)), stop_(::eventfd(0, EFD_CLOEXEC)),
      port_(portOf(listener_)), acceptor_([this] { acceptAll(); })
{
}

HostileSmtp::~HostileSmtp()
{
    ::eventfd_write(stop_.get(), 1);
    acceptor_.join();
    for (auto& connection : connections_) {
        connection.thread.join();
    }
}

void HostileSmtp::acceptAll()
{
    while (true) {
        std::array<pollfd, 2> waits{{{listener_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}}};
        ::poll(waits.data(), waits.size(), -1);
        if (waits[1].revents != 0) {
            return;
        }
        Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!socket.isOpen()) {
            continue;
        }
        const int on = 1;
        ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::lock_guard lock(mutex_);
        auto& connection = connections_.emplace_back();
        connection.thread = std::thread(
            [this, &connection](Descriptor accepted) { serve(std::move(accepted), connection); }, std::move(socket));
    }
}

void HostileSmtp::serve(Descriptor socket, Connection& connection)
{
    ClientRecord record;
    ServerEnd end(socket.get(), stop_.get(), record);
    for (const auto& step : script_) {
        if (!step(end)) {
            break;
        }
    }
    socket.close();
    const std::lock_guard lock(mutex_);
    connection.record = record;
    connection.ended = true;
}

std::vector<ClientRecord> HostileSmtp::clients()
{
    const auto limit = mpm::Deadline::in(scaled(mpm::Seconds(1)));
    while (true) {
        {
            const std::lock_guard lock(mutex_);
            const bool allEnded = std::all_of(connections_.begin(), connections_.end(),
                                              [](const Connection& connection) { return connection.ended; });
            if (allEnded || limit.passed()) {
                std::vector<ClientRecord> records;
                for (const auto& connection : connections_) {
                    records.push_back(connection.record);
                }
                return records;
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

ClientRecord HostileSmtp::client()
{
    auto all = clients();
    if (all.size() != 1) {
        throw std::runtime_error("there were " + std::to_string(all.size()) + " clients, not one");
    }
    return all.front();
}

DeafPort::DeafPort(const std::string& address, std::uint16_t port)
    : listener_(listenOn(address, port, 0)), port_(portOf(listener_))
{
    // Linux completes one connection more than the backlog says and drops later SYNs.
    for (int i = 0; i < 3; ++i) {
        auto& filler = fillers_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        auto own = socketAddress(address, port_);
        ::connect(filler.get(), own.get(), own.size);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

} // namespace mpm::test
