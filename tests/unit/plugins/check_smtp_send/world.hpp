// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_send/judge.hpp"
#include "check_smtp_send/prepare.hpp"
#include "cli/command_line.hpp"
#include "sending/walk.hpp"
#include "support/fake_dns_transport.hpp"
#include "support/scripted_channel.hpp"

#include <deque>
#include <list>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// Names that everybody knows.
class TableResolver : public Resolver {
public:
    std::vector<IpAddress> table{*IpAddress::parse("192.0.2.25")};

    AddressLookup addresses(const std::string& /*name*/, FamilyChoice /*families*/, Deadline /*deadline*/) override
    {
        if (table.empty()) {
            return {{}, Failure{FailureKind::NoSuchName, "no such name"}};
        }
        return {table, std::nullopt};
    }
    PointerLookup pointers(const IpAddress& /*address*/, Deadline /*deadline*/) override { return {}; }
};

/// One script for each connection, in order; none left: connection refused.
class ScriptedDialer : public Dialer {
public:
    void add(std::vector<std::string> script) { waiting_.push_back(std::move(script)); }

    std::unique_ptr<Channel> dial(const Endpoint& endpoint, Deadline /*deadline*/) override
    {
        dialled.push_back(endpoint.toString());
        if (waiting_.empty()) {
            throw PeerFailed(FailureKind::Refused, "connection refused");
        }
        auto& channel = channels_.emplace_back(std::move(waiting_.front()));
        waiting_.pop_front();
        return std::make_unique<Borrowed>(channel);
    }

    std::vector<std::string> faults() const
    {
        std::vector<std::string> all;
        for (const auto& channel : channels_) {
            for (const auto& fault : channel.faults()) {
                all.push_back(fault);
            }
        }
        return all;
    }

    std::vector<std::string> dialled;

private:
    struct Borrowed : Channel {
        explicit Borrowed(ScriptedChannel& channel) : inner(channel) {}
        std::string receive(Deadline deadline) override { return inner.receive(deadline); }
        std::string receivePending() override { return inner.receivePending(); }
        void send(std::string_view bytes, Deadline deadline) override { inner.send(bytes, deadline); }
        TlsFacts startTls(const TlsRequest& request, Deadline deadline) override
        {
            return inner.startTls(request, deadline);
        }
        ScriptedChannel& inner;
    };

    std::deque<std::vector<std::string>> waiting_;
    std::list<ScriptedChannel> channels_;
};

/// Digests that nobody takes for real ones; the vectors of the RFCs are tested with the library's.
class FakeDigests : public Digests {
public:
    Secret sha256(std::string_view octets) override { return Secret("h" + std::to_string(octets.size())); }
    Secret hmacSha256(std::string_view key, std::string_view octets) override
    {
        return Secret("s" + std::to_string(key.size()) + "/" + std::to_string(octets.size()));
    }
    Secret hmacMd5(std::string_view key, std::string_view octets) override
    {
        return Secret("m" + std::to_string(key.size()) + "/" + std::to_string(octets.size()));
    }
    Secret pbkdf2Sha256(std::string_view password, std::string_view salt, unsigned iterations) override
    {
        return Secret("p" + std::to_string(password.size()) + std::to_string(salt.size()) + std::to_string(iterations));
    }
};

/// A run whose random octets are 0 to 23, on 2026-11-22 at 16:27:21, on a machine called client.example.
inline checkSmtpSend::Options sendOptions(const std::vector<std::string>& arguments)
{
    const auto plugin = checkSmtpSend::description();
    const auto line = CommandLine::parse(arguments, allOptions(plugin));
    std::string random;
    for (char c = 0; c < 24; ++c) {
        random += c;
    }
    const checkSmtpSend::Run run{[] { return std::string("client.example"); }, random,
                                 std::chrono::sys_seconds(std::chrono::seconds(1795364841))};
    return checkSmtpSend::prepared(checkSmtpSend::readOptions(line, readCommonOptions(line, plugin)), run);
}

struct SendWorld {
    TableResolver resolver;
    FakeDnsTransport dns;
    ScriptedDialer dialer;
    FakeDigests digests;

    Report run(const std::vector<std::string>& arguments)
    {
        const auto options = sendOptions(arguments);
        const World world{resolver, dns, dialer, [](Deadline) { return std::string("client.example"); }};
        const auto seen = sending::observe(options.target, world, digests, Deadline::in(Seconds(10)));
        auto report = checkSmtpSend::judge(seen, options.policy);
        conclude(report, {}, {}, checkSmtpSend::description().findings);
        return report;
    }
};

} // namespace mpm::test
