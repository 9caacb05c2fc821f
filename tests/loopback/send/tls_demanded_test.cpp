// SPDX-License-Identifier: GPL-3.0-or-later
// Where TLS was demanded and is not to be had, or not to be trusted, nothing is said after EHLO.
#include "loopback/send/send_verdict.hpp"
#include "support/tls_server.hpp"

using namespace mpm::test;

namespace {

struct Bed {
    TestPki pki;
    TempDir folder;
    std::string root = folder.write("root.pem", pki.root.pem()).string();
    std::string secret = folder.write("secret", "open sesame\n").string();

    TlsServerPlan plan(const CertificateSpec& spec = {.names = {"IP:127.0.0.1"}}) const
    {
        TlsServerPlan result;
        result.chain = {pki.leaf(spec), pki.intermediate};
        result.ehloInside = "250-mail.example.org\r\n250 AUTH PLAIN\r\n";
        return result;
    }

    /// The findings; checks that nothing was said that TLS must protect.
    std::vector<std::string> refusedBy(TlsServerPlan plan, const std::vector<std::string>& more = {}) const
    {
        const bool implicit = plan.implicit;
        TlsServer server(std::move(plan));
        std::vector<std::string> arguments{
            implicit ? "--smtps" : "-S", "-U",        "tim", "--auth-password-file", secret,
            "--auth-allow-clear",        "--ca-file", root};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto result = sendTo(server.port(), arguments);
        INFO(result.out);
        CHECK(result.exitStatus == 2);
        int hellos = 0;
        for (const auto& line : server.lines()) {
            CAPTURE(line);
            hellos += line.starts_with("EHLO") ? 1 : 0;
            CHECK((line.starts_with("EHLO") || line.starts_with("STARTTLS") || line.starts_with("QUIT")));
        }
        CHECK(hellos == (implicit ? 0 : 1));
        return findingsIn(result);
    }
};

using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("A password is sent inside a trusted session, as a control of the tests below")
{
    const Bed bed;
    for (const bool implicit : {false, true}) {
        CAPTURE(implicit);
        auto plan = bed.plan();
        plan.implicit = implicit;
        TlsServer server(plan);
        const auto result = sendTo(server.port(), {implicit ? "--smtps" : "-S", "-U", "tim", "--auth-password-file",
                                                   bed.secret, "--ca-file", bed.root});
        INFO(result.out);
        const auto lines = server.lines();
        CHECK(
            std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("AUTH PLAIN "); }));
    }
}

TEST_CASE("STARTTLS missing, refused or followed by no handshake: nothing is said in the clear")
{
    const Bed bed;
    auto missing = bed.plan();
    missing.ehlo = "250-mail.example.org\r\n250 AUTH PLAIN\r\n";
    CHECK(bed.refusedBy(missing) == Ids{"starttls-missing"});
    auto refused = bed.plan();
    refused.startTls = "554 5.7.0 no TLS today, 220\r\n";
    CHECK(bed.refusedBy(refused) == Ids{"smtp-reply-5yz"});
    for (const auto fault : {HandshakeFault::Close, HandshakeFault::PlainText, HandshakeFault::CloseHalfway}) {
        auto broken = bed.plan();
        broken.fault = fault;
        CHECK(bed.refusedBy(broken) == Ids{"tls-handshake-failed"});
    }
    auto silent = bed.plan();
    silent.fault = HandshakeFault::Silence;
    CHECK(bed.refusedBy(silent) == Ids{"timed-out"});
}

TEST_CASE("A bad certificate ends it, with STARTTLS and from the first octet on")
{
    const Bed bed;
    const TestPki stranger;
    for (const bool implicit : {false, true}) {
        CAPTURE(implicit);
        const auto refusedBy = [&](TlsServerPlan plan, const std::vector<std::string>& more = {}) {
            plan.implicit = implicit;
            return bed.refusedBy(std::move(plan), more);
        };
        CHECK(refusedBy(bed.plan({.names = {"DNS:other.example.org"}})) == Ids{"cert-name-mismatch"});
        CHECK(refusedBy(bed.plan({.names = {"IP:127.0.0.1"}, .startsInDays = -20, .endsInDays = -1})) ==
              Ids{"cert-expired"});
        auto untrusted = bed.plan();
        untrusted.chain = {stranger.leaf({.names = {"IP:127.0.0.1"}}), stranger.intermediate, stranger.root};
        CHECK(refusedBy(untrusted) == Ids{"cert-untrusted"});
        CHECK(refusedBy(bed.plan(), {"--pin-sha256", std::string(64, '0')}) == Ids{"pin-mismatch"});
    }
}

TEST_CASE("A bad certificate that counts as OK is named on line 1, with the option that goes on all the same")
{
    const Bed bed;
    const auto lineOne = [&](TlsServerPlan plan, const std::vector<std::string>& more) {
        const bool implicit = plan.implicit;
        TlsServer server(std::move(plan));
        std::vector<std::string> arguments{implicit ? "--smtps" : "-S", "--ca-file", bed.root};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto result = sendTo(server.port(), arguments);
        CHECK(result.exitStatus == 0);
        for (const auto& line : server.lines()) {
            CHECK_FALSE(line.starts_with("MAIL"));
        }
        return result.firstLine();
    };
    for (const bool implicit : {false, true}) {
        auto plan = bed.plan({.names = {"DNS:other.example.org"}});
        plan.implicit = implicit;
        const auto line = lineOne(plan, {"--severity", "cert-name-mismatch=ok"});
        INFO(line);
        CHECK(holds(line, "other.example.org"));
        CHECK(holds(line, "--no-verify"));
    }
    const auto pinned = lineOne(bed.plan(), {"--pin-sha256", std::string(64, '0'), "--severity", "pin-mismatch=ok"});
    INFO(pinned);
    CHECK(holds(pinned, "nothing was sent"));
    CHECK_FALSE(holds(pinned, "--no-verify"));
}

TEST_CASE("What waits in the clear behind the 220 to STARTTLS is an attack, and ends it")
{
    const Bed bed;
    auto plan = bed.plan();
    plan.startTls = "220 go ahead\r\n235 2.7.0 you are in\r\n";
    const auto findings = bed.refusedBy(plan);
    CHECK(std::count(findings.begin(), findings.end(), "starttls-injection") == 1);
}

TEST_CASE("A server that consents to STARTTLS where a refusal is expected is told so, and no handshake is made")
{
    HostileSmtp server({send("220 mx.example.com ESMTP\r\n"), answerEhlo("250-mx.example.com\r\n250 STARTTLS\r\n"),
                        answer("STARTTLS", "220 go ahead\r\n"), [](ServerEnd& end) {
                            end.readAll();
                            return false;
                        }});
    const auto result = sendTo(server.port(), {"-S", "--expect", "starttls=5yz"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(findingsIn(result) == std::vector<std::string>{"expectation-failed"});
    CHECK(holds(result.firstLine(), "STARTTLS answered 220 \"go ahead\", expected 5yz"));
    CHECK(server.client().said.ends_with("STARTTLS\r\n"));
}
