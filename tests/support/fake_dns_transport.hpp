// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/transport.hpp"
#include "support/fake_zone.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mpm::test {

/// A DNS in a table, without sockets. Answers are put together as octets, see `replyFrom`, and read by the real code.
class FakeDnsTransport : public DnsTransport {
public:
    /// A record as in a master file: "example.com. 300 IN MX 10 mail.example.com.".
    FakeDnsTransport& record(const std::string& text);

    /// What the answer to one question looks like: "example.com MX".
    FakeDnsTransport& reply(const std::string& question, std::function<void(DnsReply&)> change);

    /// A question that gets no message: TimedOut, PortClosed, Garbage, ...
    FakeDnsTransport& failure(const std::string& question, DnsOutcome outcome, std::string detail);

    /// What one server says, in place of the table above.
    FakeDnsTransport& server(const Endpoint& endpoint, std::function<DnsAnswer(const ServerQuestion&)> behaviour);

    using DnsTransport::ask;
    std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>& questions, Deadline deadline) override;
    std::vector<DnsAnswer> askServers(const std::vector<ServerQuestion>& questions, Deadline deadline) override;

    /// The questions that came, in order: "example.com MX".
    const std::vector<std::string>& asked() const { return asked_; }

    /// The server that the answers of `ask` name: [192.0.2.53]:53.
    static Endpoint defaultServer();

private:
    DnsAnswer look(const DnsQuestion& question, const Endpoint& server);

    std::vector<FakeRecord> records_;
    std::map<std::string, std::function<void(DnsReply&)>> replies_;
    std::map<std::string, std::pair<DnsOutcome, std::string>> failures_;
    std::map<Endpoint, std::function<DnsAnswer(const ServerQuestion&)>> servers_;
    std::vector<std::string> asked_;
};

} // namespace mpm::test
