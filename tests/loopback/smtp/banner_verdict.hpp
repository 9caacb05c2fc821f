// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// What check_smtp_banner must make of a peer.
struct Verdict {
    int exitStatus = 0;
    std::string finding = {};                ///< the ID that a line below line 1 opens with; empty: no finding at all
    std::vector<std::string> line1 = {};     ///< what line 1 must hold beside the host and the address
    double within = 1.3;                     ///< the longest wall time in seconds: `-t 1` and 0.3 s
    std::string timeout = "1";               ///< of `-t`
    std::vector<std::string> arguments = {}; ///< more of them
};

/// What must hold whatever the peer does: stdout clean, perfdata in both grammars, nothing on stderr.
inline void checkForm(const ProcessResult& result)
{
    CHECK(result.signal == 0);
    CHECK(result.err.empty());
    CHECK(harmIn(result.out).empty());
    PluginOutput output;
    CHECK_NOTHROW(output = readAsGuidelines(result.out));
    static const std::vector<std::string> statuses{"OK", "WARNING", "CRITICAL", "UNKNOWN"};
    CHECK(output.status == statuses.at(static_cast<std::size_t>(result.exitStatus)));
    const auto icinga = readAsIcinga(result.out);
    CHECK(icinga.dropped.empty());
    CHECK(icinga.metrics == output.metrics);
    CHECK_FALSE(output.metrics.empty());
    for (const auto& metric : output.metrics) {
        const std::vector<std::string> known{"time", "resolve", "connect", "greeting", "ehlo"};
        CHECK(std::find(known.begin(), known.end(), metric.label) != known.end());
        CHECK(metric.value >= 0);
        CHECK(metric.value <= result.seconds);
    }
}

/// `-H localhost -4 -p PORT -t 1`, since a name and an address then have to be told apart on line 1.
inline ProcessResult checkBanner(std::uint16_t port, const Verdict& verdict)
{
    std::vector<std::string> arguments{
        "-H", "localhost", "-4", "-p", std::to_string(port), "-t", scaled(verdict.timeout)};
    arguments.insert(arguments.end(), verdict.arguments.begin(), verdict.arguments.end());
    const auto result = runCheck("check_smtp_banner", arguments);
    INFO(result.out << result.err);
    CHECK(result.exitStatus == verdict.exitStatus);
    CHECK(result.seconds <= scaled(verdict.within));
    checkForm(result);
    auto wanted = verdict.line1;
    wanted.push_back("localhost [127.0.0.1]:" + std::to_string(port));
    for (const auto& text : wanted) {
        INFO("line 1 should hold " << text);
        CHECK(result.firstLine().find(text) != std::string::npos);
    }
    const bool anyFinding = result.out.find("\n[") != std::string::npos;
    CHECK(anyFinding == !verdict.finding.empty());
    if (anyFinding) {
        static const std::vector<std::string> statuses{"OK", "WARNING", "CRITICAL", "UNKNOWN"};
        const auto opening =
            "\n[" + statuses.at(static_cast<std::size_t>(verdict.exitStatus)) + "] " + verdict.finding + " localhost ";
        INFO("a line should open with " << opening);
        CHECK(result.out.find(opening) != std::string::npos);
    }
    return result;
}

/// The verdict on a server that follows this script; it must not have been talked to before its
/// greeting ended, nor have seen a command that the script did not expect.
inline ProcessResult checkBanner(Script script, const Verdict& verdict)
{
    HostileSmtp server(std::move(script));
    const auto result = checkBanner(server.port(), verdict);
    for (const auto& client : server.clients()) {
        CHECK_FALSE(client.spokeEarly);
        CHECK(client.unexpected.empty());
    }
    return result;
}

/// An honest server but for its greeting.
inline Script greetingOf(std::string octets)
{
    return {send(std::move(octets)), answerEhlo("250-mx.example.com\r\n250 SIZE\r\n"), answerQuit()};
}

/// A server that greets so that a client can only say QUIT.
inline Script refusalOf(std::string octets)
{
    return {send(std::move(octets)), answerQuit()};
}

/// An honest server but for its reply to EHLO.
inline Script ehloOf(std::string octets)
{
    return {send("220 mx.example.com ESMTP\r\n"), answerEhlo(std::move(octets)), answerQuit()};
}

} // namespace mpm::test
