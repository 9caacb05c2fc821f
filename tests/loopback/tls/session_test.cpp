// SPDX-License-Identifier: GPL-3.0-or-later
// How TLS is begun, and every way in which that goes wrong.
#include "loopback/tls/tls_verdict.hpp"
#include "support/fake_zone.hpp"
#include "support/timing.hpp"

#include <openssl/ssl.h>

using namespace mpm::test;

TEST_CASE("EHLO is said afresh inside TLS, and the name that is verified is asked for")
{
    const TlsBed bed;
    TlsServer server(bed.honest());
    expectVerdict(bed.check(server.port(), {"-F", "probe.example.net"}), 0, {}, "TLSv1.3");
    CHECK(server.lines() ==
          std::vector<std::string>{"EHLO probe.example.net", "STARTTLS", "EHLO probe.example.net", "QUIT"});
    expectVerdict(bed.check(server.port(), {"--sni", "sni.example.net"}), 0, {}, "TLSv1.3");
    CHECK(server.serverNames() == std::vector<std::string>{"mail.example.org", "sni.example.net"});
}

TEST_CASE("option --smtps is TLS from the first octet on")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.implicit = true;
    expectVerdict(bed.check(plan, {"--smtps"}), 0, {}, "TLSv1.3");
    expectVerdict(bed.check(plan, {"-s"}), 0, {}, "TLSv1.3");
    const auto clear = bed.check(bed.honest(), {"--ssl"});
    expectVerdict(clear, 2, {"tls-handshake-failed"},
                  "what came from the server is not TLS, but \"220 mail.example.org");
    CHECK(clear.out.find("use --starttls instead of --smtps") != std::string::npos);
    plan.banner = "";
    const TlsServer silent(plan);
    for (const auto* plugin : {"check_smtp_tls", "check_smtp_banner"}) {
        const auto waits = runCheck(
            plugin, {"-H", "127.0.0.1", "-p", std::to_string(silent.port()), "--starttls", "-t", scaled("0.5")});
        INFO(waits.out);
        CHECK(findingsIn(waits) == std::vector<std::string>{"timed-out"});
        CHECK(waits.out.find("use --smtps") != std::string::npos);
    }
    plan = bed.honest();
    plan.banner = "SSH-2.0-OpenSSH\r\n";
    CHECK(bed.check(plan).out.find("--smtps") == std::string::npos);
}

TEST_CASE("LMTP says LHLO on both sides of the handshake")
{
    const TlsBed bed;
    TlsServer server(bed.honest());
    expectVerdict(bed.check(server.port(), {"--lmtp", "-F", "me"}), 0, {}, "TLSv1.3");
    CHECK(server.lines() == std::vector<std::string>{"LHLO me", "STARTTLS", "LHLO me", "QUIT"});
}

TEST_CASE("a server that refuses LHLO is told of by that name, and one that wants it is recognised")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ehlo = "500 5.5.1 LHLO is not known here\r\n";
    expectVerdict(bed.check(plan, {"-L"}), 2, {"smtp-reply-5yz"}, "LHLO 500 5.5.1");
    plan.ehlo = "500 5.5.1 use LHLO please\r\n";
    const auto wrong = bed.check(plan);
    INFO(wrong.out);
    CHECK(wrong.exitStatus == 2);
    CHECK(wrong.out.find("give --lmtp") != std::string::npos);
}

TEST_CASE("STARTTLS that is missing, disguised, or offered in lower case")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ehlo = "250-mail.example.org\r\n250 SIZE\r\n";
    expectVerdict(bed.check(plan), 2, {"starttls-missing"}, "STARTTLS is not offered");
    plan.ehlo = "250-mail.example.org\r\n250-SIZE\r\n250 XXXXXXXA\r\n";
    expectVerdict(bed.check(plan), 2, {"starttls-missing"}, "a firewall disguises it");
    plan.ehlo = "250-mail.example.org\r\n250 starttls\r\n";
    expectVerdict(bed.check(plan), 0, {}, "TLSv1.3");
}

TEST_CASE("STARTTLS refused for now is WARNING, for good CRITICAL")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.startTls = "454 4.7.0 TLS not available, try 220 later\r\n";
    expectVerdict(bed.check(plan), 1, {"smtp-reply-4yz"}, "STARTTLS 454 4.7.0");
    plan.startTls = "554 5.7.3 no\r\n";
    expectVerdict(bed.check(plan), 2, {"smtp-reply-5yz"}, "STARTTLS 554 5.7.3");
    plan.startTls = "250 ok\r\n";
    expectVerdict(bed.check(plan), 2, {"smtp-unexpected-reply"}, "STARTTLS 250"); // and no TLS: the session ends by it
}

TEST_CASE("STARTTLS offered inside TLS is told, mechanisms before it that reveal the password are WARNING")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ehloInside = plan.ehlo;
    expectVerdict(bed.check(plan), 0, {}, "TLSv1.3");
    const std::vector<std::string> raised{"--severity", "starttls-inside-tls=warning"};
    expectVerdict(bed.check(plan, raised), 1, {"starttls-inside-tls"}, "still offers STARTTLS");
    plan.implicit = true;
    expectVerdict(bed.check(plan, {"--smtps", raised[0], raised[1]}), 1, {"starttls-inside-tls"},
                  "though TLS began with the connection");
    plan.ehloInside = "250-mail.example.org\r\n250 AUTH PLAIN\r\n";
    expectVerdict(bed.check(plan, {"--smtps"}), 0, {}, "TLSv1.3");
    plan = bed.honest();
    plan.ehlo = "250-mail.example.org\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n";
    expectVerdict(bed.check(plan), 1, {"auth-before-tls"}, "AUTH PLAIN LOGIN is offered before TLS");
    plan.ehlo = "250-mail.example.org\r\n250-AUTH GSSAPI xoauth2 CRAM-MD5\r\n250 STARTTLS\r\n";
    expectVerdict(bed.check(plan), 1, {"auth-before-tls"}, "AUTH xoauth2 is offered before TLS");
    plan.ehlo = "250-mail.example.org\r\n250-AUTH CRAM-MD5 SCRAM-SHA-256 GSSAPI\r\n250 STARTTLS\r\n";
    expectVerdict(bed.check(plan), 0, {}, "TLSv1.3");
}

TEST_CASE("a version below --min-tls is CRITICAL and named")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.mostVersion = TLS1_2_VERSION;
    expectVerdict(bed.check(plan), 0, {}, "TLSv1.2");
    expectVerdict(bed.check(plan, {"--min-tls", "1.3"}), 2, {"tls-version"}, "TLSv1.2 at best, below TLSv1.3");
    plan.mostVersion = TLS1_VERSION;
    expectVerdict(bed.check(plan), 2, {"tls-version"}, "TLSv1.0 at best, below TLSv1.2");
    expectVerdict(bed.check(plan, {"--min-tls", "1.0"}), 0, {}, "TLSv1.0");
}

TEST_CASE("option --check-old-tls tells what is still accepted")
{
    const TlsBed bed;
    auto plan = bed.honest();
    expectVerdict(bed.check(plan, {"--check-old-tls"}), 1, {"tls-old-version"}, "still accepts TLSv1.1");
    plan.leastVersion = TLS1_2_VERSION;
    expectVerdict(bed.check(plan, {"--check-old-tls"}), 0, {}, "TLSv1.3");
    expectVerdict(bed.check(plan, {"--check-old-tls", "--min-tls", "1.3"}), 1, {"tls-old-version"}, "accepts TLSv1.2");
}

TEST_CASE("a weak key exchange is WARNING")
{
    const TlsBed bed;
    auto plan = bed.honest({.key = KeyKind::Rsa2048});
    plan.mostVersion = TLS1_2_VERSION;
    plan.ciphers = "AES128-SHA256";
    expectVerdict(bed.check(plan), 1, {"tls-weak"}, "no forward secrecy");
    plan.ciphers = "DHE-RSA-AES128-GCM-SHA256";
    expectVerdict(bed.check(plan), 0, {}, "TLSv1.2");
    plan.smallDh = true;
    expectVerdict(bed.check(plan), 1, {"tls-weak"}, "Diffie-Hellman of 1024 bits (TLSv1.2, 90 days left)");
}

TEST_CASE("a server without a common cipher sends an alert that is told in words")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.mostVersion = TLS1_2_VERSION;
    plan.ciphers = "ADH-AES128-SHA256:@SECLEVEL=0"; // anonymous: no client of ours offers that
    expectVerdict(bed.check(plan), 2, {"tls-handshake-failed"}, "alert \"handshake failure\"");
    plan = bed.honest();
    plan.chain.clear();
    expectVerdict(bed.check(plan), 2, {"tls-handshake-failed"}, "alert \"handshake failure\"");
}

TEST_CASE("a client certificate that is demanded and missing is CRITICAL, and shown it is OK")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.demandsClientCertificate = true;
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        plan.leastVersion = version;
        plan.mostVersion = version;
        const auto refused = bed.check(plan);
        INFO(refused.out);
        CHECK(refused.exitStatus == 2);
        CHECK(findingsIn(refused) == std::vector<std::string>{"tls-handshake-failed"});
        CHECK(refused.firstLine().find(") (") == std::string::npos);
        const bool late = version == TLS1_3_VERSION; // a handshake that fails late
        CHECK(refused.firstLine().find(late ? "EHLO inside TLS: the server sent the alert \"certificate required\" "
                                              "(TLSv1.3, 90 days left)"
                                            : "TLS handshake: the server sent the alert \"handshake failure\" "
                                              "(TLSv1.2, 90 days left)") != std::string::npos);
        CHECK(
            refused.out.find("what to do: The server asked for a client certificate: show it one with --client-cert") !=
            std::string::npos);
        const auto own = bed.pki.leaf({.commonName = "client"});
        const auto file = bed.folder.write("client.pem", own.pem() + own.keyPem()).string();
        std::filesystem::permissions(file, std::filesystem::perms::owner_read);
        const auto accepted = bed.check(plan, {"--client-cert", file, "-v"});
        INFO(accepted.out);
        CHECK(accepted.exitStatus == 0);
        CHECK(findingsIn(accepted) == std::vector<std::string>{"tls-client-certificate"});
    }
}

TEST_CASE("every fault in the handshake ends the visit with its name")
{
    const TlsBed bed;
    struct Case {
        HandshakeFault fault;
        std::string finding;
        std::string line1;
    };
    const std::vector<Case> cases{
        {HandshakeFault::Close, "tls-handshake-failed", "closed"},
        {HandshakeFault::Reset, "tls-handshake-failed", "reset"},
        {HandshakeFault::PlainText, "tls-handshake-failed", "not TLS"},
        {HandshakeFault::CloseHalfway, "tls-handshake-failed", "closed"},
    };
    for (const auto& [fault, finding, line1] : cases) {
        auto plan = bed.honest();
        plan.fault = fault;
        expectVerdict(bed.check(plan), 2, {finding}, line1);
    }
}

TEST_CASE("every stall in the handshake ends within the deadline")
{
    const TlsBed bed;
    for (const auto fault : {HandshakeFault::Silence, HandshakeFault::Drip, HandshakeFault::StopHalfway}) {
        for (const bool implicit : {false, true}) {
            auto plan = bed.honest();
            plan.fault = fault;
            plan.implicit = implicit;
            const TlsServer server(plan);
            const auto result = bed.check(server.port(), implicit ? std::vector<std::string>{"--smtps"}
                                                                  : std::vector<std::string>{"--starttls"});
            expectVerdict(result, 2, {"timed-out"}, "TLS handshake: no end within");
            CHECK(result.seconds < scaled(2.3));
        }
    }
}

TEST_CASE("the status of --timeout is the status of a stall")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.fault = HandshakeFault::Silence;
    const TlsServer server(plan);
    const auto result = runCheck("check_smtp_tls",
                                 {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "-t", scaled("0.5:unknown")});
    INFO(result.out);
    CHECK(result.exitStatus == 3);
    CHECK(result.seconds < scaled(0.8));
}

TEST_CASE("what fails after the handshake names the session all the same")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ehloInside = "500 5.5.2 what is that?\r\n";
    expectVerdict(bed.check(plan), 2, {"smtp-reply-5yz", "smtp-reply-5yz"}, "EHLO inside TLS 500 5.5.2");
    plan.ehloInside = "554 5.7.1 not for you\r\n";
    expectVerdict(bed.check(plan), 2, {"smtp-reply-5yz", "smtp-reply-5yz"}, "(TLSv1.3, 90 days left)");
    plan.ehloInside = "421 4.3.2 too busy\r\n";
    expectVerdict(bed.check(plan), 1, {"smtp-reply-4yz"}, "(TLSv1.3, 90 days left)");
}

TEST_CASE("an OK line says what was seen, also where only --severity or --timeout makes it OK")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ehlo = "250 mail.example.org\r\n";
    expectVerdict(bed.check(plan, {"--severity", "starttls-missing=ok"}), 0, {},
                  "STARTTLS is not offered; no TLS session, so nothing else was judged");
    expectVerdict(bed.check(bed.honest({.names = {"DNS:other.example.org"}}), {"--severity", "cert-name-mismatch=ok"}),
                  0, {}, "counted as OK: cert-name-mismatch");
    plan = bed.honest();
    plan.fault = HandshakeFault::Silence;
    const TlsServer server(plan);
    const std::vector<std::string> target{"-H", "127.0.0.1", "-p", std::to_string(server.port())};
    for (const auto& more : std::vector<std::vector<std::string>>{
             {"-t", scaled("0.5:ok")}, {"-t", scaled("0.5"), "--severity", "timed-out=ok"}}) {
        auto arguments = target;
        arguments.insert(arguments.end(), more.begin(), more.end());
        expectVerdict(runCheck("check_smtp_tls", arguments), 0, {}, "TLS handshake: no end within");
    }
    plan = bed.honest();
    plan.ehloInside = "";
    const auto stalled = bed.check(plan, {"-t", scaled("0.7:ok")});
    expectVerdict(stalled, 0, {}, "counted as OK: timed-out");
    const auto dead = runCheck("check_smtp_tls", {"-H", "mail.example.org", "--resolver", "127.0.0.1:9", "--severity",
                                                  "dns-failed=ok,timed-out=ok,host-not-found=ok", "-t", scaled("1")});
    INFO(dead.out);
    CHECK(dead.exitStatus == 0);
    CHECK(dead.firstLine().find("has no address") == std::string::npos);
    CHECK(dead.firstLine().find("nothing else was judged") != std::string::npos);
}

TEST_CASE("STARTTLS stripped on one of four addresses is WARNING and names the address")
{
    const TlsBed bed;
    const TlsServer first(bed.honest(), "127.0.0.1");
    const auto port = first.port();
    const TlsServer second(bed.honest(), "127.0.0.2", port);
    const TlsServer third(bed.honest(), "127.0.0.3", port);
    auto plan = bed.honest();
    plan.ehlo = "250 mail.example.org\r\n";
    const TlsServer stripped(plan, "127.0.0.4", port);
    std::vector<std::string> records;
    for (const auto* address : {"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"}) {
        records.push_back(std::string("mail.example.org. 300 IN A ") + address);
    }
    const FakeDns dns(zoneOf(records));
    const auto result = runCheck("check_smtp_tls", {"-H", "mail.example.org", "-p", std::to_string(port), "--ca-file",
                                                    bed.rootFile, "--resolver", resolverOption(dns)});
    expectVerdict(result, 1, {"starttls-missing"}, "mail.example.org [127.0.0.4]:" + std::to_string(port));
    CHECK(result.firstLine().find("3 of 4 addresses work") != std::string::npos);
}
