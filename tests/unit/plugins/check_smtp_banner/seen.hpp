// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_banner/findings.hpp"
#include "check_smtp_banner/judge.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

/// Observations of check_smtp_banner put together by hand.
namespace mpm::test::banner {

using checkSmtpBanner::AddressSeen;
using checkSmtpBanner::Observation;
using checkSmtpBanner::Policy;
using checkSmtpBanner::ResponseExpectation;

/// One step of a dialogue: the reply's lines, code included, or empty where `failure` is set.
struct Said {
    Step step = Step::Greeting;
    std::vector<std::string> reply = {};
    std::string command = {};
    std::optional<Failure> failure = {};
    std::vector<ReplyAnomaly> anomalies = {};
    bool early = false;
};

inline AddressSeen address(const std::string& text, const std::vector<Said>& dialogue)
{
    AddressSeen seen;
    seen.visit.host = "mail.example.com";
    seen.visit.endpoint = {IpAddress::parse(text).value(), 25};
    seen.visit.connect = Seconds(0.01);
    for (const auto& said : dialogue) {
        Exchange exchange{said.step, said.command, {}, said.failure, Seconds(0.02), said.early};
        if (!said.reply.empty()) {
            Reply reply;
            reply.code = std::stoi(said.reply.front().substr(0, 3));
            for (const auto& line : said.reply) {
                reply.lines.emplace_back(line.substr(4));
            }
            reply.anomalies = said.anomalies;
            if (said.step == Step::Ehlo && reply.code == 250) {
                seen.visit.capabilities = Capabilities(reply);
            }
            exchange.reply = std::move(reply);
        }
        seen.visit.exchanges.push_back(std::move(exchange));
    }
    return seen;
}

/// A server that answers as it should.
inline AddressSeen good(const std::string& text = "192.0.2.25")
{
    return address(text, {{Step::Greeting, {"220 mail.example.com ESMTP"}},
                          {Step::Ehlo, {"250-mail.example.com", "250-SIZE 10240000", "250 STARTTLS"}}});
}

/// One where the connection failed.
inline AddressSeen unreachable(FailureKind kind, const std::string& detail, const std::string& text = "192.0.2.25")
{
    auto seen = address(text, {});
    seen.visit.connectFailure = Failure{kind, detail};
    return seen;
}

inline Observation hostWith(std::vector<AddressSeen> addresses)
{
    Observation seen;
    seen.target = "mail.example.com";
    seen.hosts = {{"mail.example.com", {}, std::move(addresses), {}}};
    seen.resolve = Seconds(0.001);
    seen.total = Seconds(0.05);
    return seen;
}

/// example.com by --mx: mx1, mx2, ... with one address each.
inline Observation mxWith(std::vector<AddressSeen> addresses)
{
    Observation seen;
    seen.target = "example.com";
    seen.mx.emplace();
    seen.mx->domain = DnsName::parse("example.com");
    seen.mx->state = MxSet::State::Found;
    for (auto& address : addresses) {
        const auto name = "mx" + std::to_string(seen.hosts.size() + 1) + ".example.com";
        address.visit.host = name;
        seen.hosts.push_back({name, {}, {std::move(address)}, {}});
    }
    seen.total = Seconds(0.05);
    return seen;
}

/// A report as runPlugin finishes it.
class Judged {
public:
    explicit Judged(const Observation& seen, const Policy& policy = {}) : report_(checkSmtpBanner::judge(seen, policy))
    {
        conclude(report_, {}, {}, checkSmtpBanner::findingKinds());
    }

    const Report& report() const { return report_; }
    Status status() const { return report_.status(); }
    std::string line1() const { return report_.headline(); }

    /// "timed-out C", the worst first.
    std::vector<std::string> findings() const
    {
        std::vector<std::string> result;
        for (const auto& finding : report_.findings) {
            result.push_back(finding.id + " " + std::string(1, toString(finding.status).front()));
        }
        return result;
    }

private:
    Report report_;
};

using Strings = std::vector<std::string>;

} // namespace mpm::test::banner
