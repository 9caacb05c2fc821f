// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mx/findings.hpp"
#include "check_mx/judge.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Observations of check_mx put together by hand: no sockets, no DNS.
namespace mpm::test {

using checkMx::Observation;
using checkMx::Policy;

/// An address that nobody has looked at, as with --dns-only.
inline AddressSeen unseen(const std::string& address)
{
    AddressSeen seen;
    seen.address = IpAddress::parse(address).value();
    return seen;
}

/// An address whose server answered the greeting and, with `ehlo`, EHLO: both "CODE TEXT".
AddressSeen answers(const std::string& address, const std::string& greeting = "220 ready",
                    const std::vector<std::string>& ehlo = {});

/// An address where the connection failed.
inline AddressSeen fails(const std::string& address, FailureKind kind, const std::string& detail)
{
    auto seen = unseen(address);
    seen.visit.emplace();
    seen.visit->endpoint = {seen.address, 25};
    seen.visit->connectFailure = Failure{kind, detail};
    return seen;
}

inline AddressSeen refuses(const std::string& address)
{
    return fails(address, FailureKind::Refused, "connection refused");
}

/// An address that is connected to and never greets.
inline AddressSeen neverGreets(const std::string& address,
                               Failure failure = {FailureKind::TimedOut, "no reply within 9.9 s"})
{
    auto seen = answers(address);
    seen.visit->exchanges = {Exchange{Step::Greeting, {}, {}, std::move(failure)}};
    return seen;
}

inline Reply replyOf(const std::vector<std::string>& lines)
{
    Reply reply;
    reply.code = std::stoi(lines.front().substr(0, 3));
    for (const auto& line : lines) {
        reply.lines.emplace_back(line.substr(4));
    }
    return reply;
}

inline AddressSeen answers(const std::string& address, const std::string& greeting,
                           const std::vector<std::string>& ehlo)
{
    auto seen = unseen(address);
    seen.visit.emplace();
    seen.visit->endpoint = {seen.address, 25};
    seen.visit->connect = Seconds(0.010);
    seen.visit->exchanges.push_back({Step::Greeting, {}, replyOf({greeting}), {}, Seconds(0.020)});
    if (!ehlo.empty()) {
        const auto reply = replyOf(ehlo);
        seen.visit->exchanges.push_back({Step::Ehlo, "EHLO client.example", reply, {}, Seconds(0.005)});
        if (reply.code == 250) {
            seen.visit->capabilities = Capabilities(reply);
        }
    }
    return seen;
}

/// An exchange and what became of its addresses.
inline HostSeen host(const std::string& name, std::uint16_t preference, std::vector<AddressSeen> addresses)
{
    HostSeen seen;
    seen.exchange = MxHost{preference, DnsName::parse(name)};
    seen.host = seen.name = seen.exchange->name.toString();
    seen.addresses = std::move(addresses);
    for (auto& address : seen.addresses) {
        if (address.visit) {
            address.visit->host = seen.host;
        }
    }
    return seen;
}

/// An exchange whose addresses the DNS did not give.
inline HostSeen unresolved(const std::string& name, std::uint16_t preference, Failure why)
{
    auto seen = host(name, preference, {});
    seen.lookupFailure = std::move(why);
    return seen;
}

/// example.com with these exchanges.
inline Observation domainWith(std::vector<HostSeen> hosts)
{
    Observation seen;
    seen.target = "example.com";
    seen.mx.emplace();
    seen.mx->domain = DnsName::parse("example.com");
    seen.mx->state = MxSet::State::Found;
    for (const auto& each : hosts) {
        seen.mx->records.push_back({each.exchange->preference, each.exchange->name});
    }
    seen.hosts = std::move(hosts);
    seen.mx->resolver = {IpAddress::parse("20.0.53.1").value(), 53};
    seen.resolve = Seconds(0.004);
    seen.total = Seconds(0.050);
    return seen;
}

/// example.com without exchanges to look at.
inline Observation domainWithout(MxSet::State state, const std::string& detail = "")
{
    auto seen = domainWith({});
    seen.mx->state = state;
    if (!detail.empty()) {
        seen.mx->failure = Failure{FailureKind::DnsFailure, detail};
    }
    return seen;
}

/// Two healthy dual-stack hosts: mx1 (10) and mx2 (20).
inline Observation healthyDomain()
{
    return domainWith({host("mx1.example.com", 10, {answers("2a00:1::1"), answers("20.0.0.1")}),
                       host("mx2.example.com", 20, {answers("2a00:1::2"), answers("20.0.0.2")})});
}

/// A report as runPlugin finishes it, and questions to it.
class Judged {
public:
    explicit Judged(const Observation& seen, const Policy& policy = {}, const Severities& severities = {})
        : report_(checkMx::judge(seen, policy))
    {
        report_.target = seen.target;
        conclude(report_, {}, severities, checkMx::findingKinds());
    }

    const Report& report() const { return report_; }
    Status status() const { return report_.status(); }
    std::string line1() const { return report_.headline(); }

    /// "mx-host-down W", the worst first.
    std::vector<std::string> findings() const
    {
        std::vector<std::string> result;
        for (const auto& finding : report_.findings) {
            result.push_back(finding.id + " " + std::string(1, toString(finding.status).front()));
        }
        return result;
    }

    /// The message of the first finding of this ID; empty when there is none.
    std::string message(const std::string& id) const
    {
        const auto found = std::find_if(report_.findings.begin(), report_.findings.end(),
                                        [&](const Finding& finding) { return finding.id == id; });
        return found == report_.findings.end() ? "" : found->subject + ": " + found->message;
    }

    /// The remedy of the first finding of this ID.
    std::string remedy(const std::string& id) const
    {
        const auto found = std::find_if(report_.findings.begin(), report_.findings.end(),
                                        [&](const Finding& finding) { return finding.id == id; });
        return found == report_.findings.end() ? "" : found->remedy;
    }

private:
    Report report_;
};

using Strings = std::vector<std::string>;

} // namespace mpm::test
