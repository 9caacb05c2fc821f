// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text around STARTTLS: what a server says behind its 220, and what it takes behind the command (CVE-2011-0411).
#include "loopback/tls/tls_verdict.hpp"
#include "support/timing.hpp"

#include <algorithm>

using namespace mpm::test;

TEST_CASE("plain text behind the 220 is CRITICAL and never taken for an answer inside TLS")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.startTls = "220 2.0.0 go ahead\r\n250-evil.example.org\r\n250 AUTH PLAIN\r\n";
    const auto result = bed.check(plan, {"-vv"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(findingsIn(result) == std::vector<std::string>{"starttls-injection"});
    CHECK(result.firstLine().find("250-evil.example.org") != std::string::npos);
    CHECK(result.out.find("keyword AUTH") == std::string::npos);
}

TEST_CASE("plain text in a segment of its own behind the 220 is the same injection")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ownSegment = "250-evil.example.org\r\n250 AUTH PLAIN\r\n";
    expectVerdict(bed.check(plan), 2, {"starttls-injection"}, "\"250-evil.example.org");
    plan.ownSegment = "x";
    expectVerdict(bed.check(plan), 2, {"starttls-injection"}, "\"x\" came in the clear");
}

TEST_CASE("a server that begins TLS before the client does is no injection")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.startTls = "220 2.0.0 go ahead\r\n\x16\x03\x03\x01\x02 and so on";
    const auto result = bed.check(plan);
    expectVerdict(result, 2, {"tls-handshake-failed"}, "sent TLS before the client had begun it");
    CHECK(result.seconds < scaled(1));
}

TEST_CASE("option --check-injection says so where it could not be tried")
{
    const TlsBed bed;
    const auto expectUntested = [&](const TlsServerPlan& plan, const std::string& time, int status,
                                    const std::string& why) {
        const TlsServer server(plan);
        const auto port = std::to_string(server.port());
        const auto result =
            runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", port, "--verify-name", "mail.example.org", "--ca-file",
                                        bed.rootFile, "--check-injection", "-t", scaled(time)});
        expectVerdict(result, status, {"starttls-injection-untested"}, why);
        CHECK(result.firstLine().find("(TLSv1.3, 90 days left)") != std::string::npos);
    };
    auto plan = bed.honest();
    plan.laterBanner = "421 4.7.0 too many connections\r\n";
    expectUntested(plan, "2", 1, "--check-injection was not tried: greeting answered 421 4.7.0");
    plan.laterBanner = "220-mail"; // and nothing more
    expectUntested(plan, "1:warning", 1, "--check-injection was not tried: greeting: no answer within");
    expectUntested(plan, "1", 2, "--check-injection was not tried: greeting: no answer within");
    plan.laterBanner = "";
    plan.laterFault = HandshakeFault::Silence;
    expectUntested(plan, "1:unknown", 3, "--check-injection was not tried: TLS handshake: no end within");
}

TEST_CASE("option --check-injection finds the server that carries commands over, and no other")
{
    const TlsBed bed;
    auto plan = bed.honest();
    expectVerdict(bed.check(plan, {"--check-injection"}), 0, {}, "TLSv1.3");
    plan.carriesOver = true;
    expectVerdict(bed.check(plan, {"--check-injection"}), 2, {"starttls-injection"}, "answered inside TLS");
    expectVerdict(bed.check(plan), 0, {}, "TLSv1.3");
}

TEST_CASE("a server that refuses the smuggled command has taken it all the same")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.carriesOver = true;
    plan.noop = "500 5.5.2 what is NOOP?\r\n";
    for (const auto* inside : {"500 5.5.2 what is EHLO?\r\n", "250 mail.example.org\r\n", "250-a\r\n250 SIZE\r\n"}) {
        plan.ehloInside = inside;
        const auto result = bed.check(plan, {"--check-injection", "-vvv"});
        INFO(result.out);
        const auto ids = findingsIn(result);
        CHECK(std::count(ids.begin(), ids.end(), "starttls-injection") == 1);
        CHECK(result.exitStatus == 2);
    }
}

TEST_CASE("sound servers with odd answers are not taken for victims of command injection")
{
    const TlsBed bed;
    const auto expectInnocent = [&](const TlsServerPlan& plan) {
        const auto result = bed.check(plan, {"--check-injection", "-vvv"});
        INFO(result.out);
        const auto ids = findingsIn(result);
        CHECK(std::count(ids.begin(), ids.end(), "starttls-injection") == 0);
        CHECK(result.seconds < scaled(1.9));
    };
    auto plan = bed.honest();
    for (const auto* quit : {"250 2.0.0 bye\r\n", "502 5.5.1 no QUIT here\r\n", "421 4.3.2 leaving\r\n"}) {
        plan.quit = quit;
        plan.ehloInside = "250 mail.example.org\r\n";
        expectInnocent(plan);
        plan.ehloInside = "500 5.5.2 what is EHLO?\r\n";
        expectInnocent(plan);
    }
    plan = bed.honest();
    plan.startTls = "454 4.7.0 TLS not available\r\n250 2.0.0 ok\r\n"; // and the NOOP in the clear
    expectInnocent(plan);
    plan = bed.honest();
    plan.lastWord = "554 5.5.1 improper command pipelining\r\n";
    expectInnocent(plan);
    plan.lastWord = "421 4.7.0 leaving\r\n";
    expectInnocent(plan);
}
