// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/answer.hpp"
#include "support/descriptor.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mpm::test {

/// A question as it came to the fake.
struct FakeDnsQuery {
    std::string octets;
    DnsProtocol protocol = DnsProtocol::Udp;
    bool edns = false;
    unsigned number = 0; ///< 1 for the first that this fake got, by either protocol
};

/// Something that the fake sends.
struct FakeDnsPacket {
    std::string octets;    ///< over TCP with the length in front, see `framed`
    double delay = 0;      ///< seconds after the packet before it, or after the question
    bool stranger = false; ///< UDP: from another port, as a forger off the path would
    bool close = false;    ///< TCP: close the connection after it
};

using FakeDnsBehaviour = std::function<std::vector<FakeDnsPacket>(const FakeDnsQuery&)>;

/// A name server in this process, on a loopback port of the kernel's choice, UDP and TCP: it does
/// whatever its behaviour says, one question after another. It ends with this object.
class FakeDns {
public:
    enum class Tcp { Listening, Closed };

    explicit FakeDns(FakeDnsBehaviour behaviour, Tcp tcp = Tcp::Listening);
    ~FakeDns();
    FakeDns(const FakeDns&) = delete;
    FakeDns& operator=(const FakeDns&) = delete;

    Endpoint endpoint() const { return endpoint_; }

    /// What has come so far.
    std::vector<FakeDnsQuery> queries() const;

private:
    void serve();
    void serveUdp();
    void serveTcp();
    std::vector<FakeDnsPacket> react(std::string octets, DnsProtocol protocol);
    bool pause(double seconds) const;

    FakeDnsBehaviour behaviour_;
    Endpoint endpoint_;
    Descriptor udp_;
    Descriptor stranger_;
    Descriptor tcp_;
    Descriptor stopReader_;
    Descriptor stopWriter_;
    mutable std::mutex mutex_;
    std::vector<FakeDnsQuery> queries_;
    std::thread thread_;
    std::vector<std::thread> slow_; ///< answers over UDP that take their time; of thread_ until it ends
};

} // namespace mpm::test
