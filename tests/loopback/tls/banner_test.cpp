// SPDX-License-Identifier: GPL-3.0-or-later
// check_smtp_banner with TLS: judged as in check_smtp_tls, and everything else judged inside.
#include "loopback/tls/mail_world.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

ProcessResult banner(const TlsBed& bed, TlsServerPlan plan, std::vector<std::string> more)
{
    const TlsServer server(std::move(plan));
    more.insert(more.end(), {"-H", "localhost", "-4", "-p", std::to_string(server.port()), "-t", scaled("2"),
                             "--ca-file", bed.rootFile, "--verify-name", "mail.example.org"});
    return runCheck("check_smtp_banner", more);
}

} // namespace

TEST_CASE("the banner check begins TLS by STARTTLS or from the first octet, and measures it")
{
    const TlsBed bed;
    auto plan = bed.honest();
    const auto startTls = banner(bed, plan, {"--starttls"});
    expectVerdict(startTls, 0, {}, "greeting 220 mail.example.org ESMTP, TLSv1.3");
    CHECK(startTls.firstLine().find(" tls=") != std::string::npos);
    expectVerdict(banner(bed, plan, {"-S"}), 0, {}, "TLSv1.3");
    plan.implicit = true;
    expectVerdict(banner(bed, plan, {"--smtps", "-e", "mail.example.org"}), 0, {}, "TLSv1.3");
}

TEST_CASE("the banner check judges trust, name and STARTTLS as the TLS check does")
{
    const TlsBed bed;
    expectVerdict(banner(bed, bed.honest({.names = {"DNS:other.example.org"}}), {"-S"}), 2, {"cert-name-mismatch"},
                  "not for mail.example.org");
    expectVerdict(banner(bed, bed.honest({.endsInDays = 3}), {"-S", "-D", "10,5"}), 2, {"cert-expires-soon"},
                  "3.5 days");
    auto plan = bed.honest();
    plan.ehlo = "250 mail.example.org\r\n";
    expectVerdict(banner(bed, plan, {"-S"}), 2, {"starttls-missing"}, "STARTTLS is not offered");
}

TEST_CASE("the banner check names the session also where STARTTLS is offered inside it, and that is raised")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ehloInside = plan.ehlo;
    expectVerdict(banner(bed, plan, {"-S"}), 0, {}, "TLSv1.3");
    expectVerdict(banner(bed, plan, {"-S", "--severity", "starttls-inside-tls=warning"}), 1, {"starttls-inside-tls"},
                  "(TLSv1.3, 90 days left)");
    plan = bed.honest();
    plan.ehlo = "250-mail.example.org\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n";
    expectVerdict(banner(bed, plan, {"-S"}), 0, {}, "TLSv1.3"); // the TLS check's business
}

TEST_CASE("the banner check names the stall that --timeout makes OK")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ehloInside = "";
    const TlsServer server(plan);
    expectVerdict(
        runCheck("check_smtp_banner", {"-H", "localhost", "-4", "-p", std::to_string(server.port()), "-S", "--ca-file",
                                       bed.rootFile, "--verify-name", "mail.example.org", "-t", scaled("0.7:ok")}),
        0, {}, "; counted as OK: timed-out");
}

TEST_CASE("the banner check says when it has verified nothing")
{
    const TlsBed bed;
    expectVerdict(banner(bed, bed.honest({.names = {"DNS:other.example.org"}}), {"-S", "--no-verify"}), 0, {},
                  "valid for 90 days, not verified");
}

TEST_CASE("what the banner check expects of EHLO is looked for inside TLS")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.ehloInside = "250-mail.example.org\r\n250 AUTH PLAIN\r\n";
    expectVerdict(banner(bed, plan, {"-S", "--expect-capability", "AUTH=PLAIN,!STARTTLS", "-C", "NOOP"}), 0, {},
                  "TLSv1.3");
    expectVerdict(banner(bed, plan, {"-S", "--expect-capability", "PIPELINING"}), 2, {"capability-missing"},
                  "PIPELINING");
}

TEST_CASE("the banner check holds the chain against TLSA records given on the command line")
{
    const TlsBed bed;
    const TestCertificate alone({.names = {"DNS:other.example.org"}});
    TlsServerPlan plan;
    plan.chain = {alone};
    expectVerdict(banner(bed, plan, {"-S", "--tlsa", alone.tlsa(3, 1, 1)}), 0, {}, "valid for 90 days, DANE");
    expectVerdict(banner(bed, bed.honest(), {"-S", "--tlsa", "3 1 1 " + std::string(64, '0')}), 2, {"dane-mismatch"},
                  "none of 1 TLSA record matches");
    expectVerdict(banner(bed, plan, {"-S", "--tlsa", alone.tlsa(3, 1, 1), "-D", "100"}), 1, {"cert-expires-soon"},
                  "expires in 90 days");
}

TEST_CASE("the banner check demands TLSA records with --dane, of a host and of a domain's hosts")
{
    const auto run = [](MailWorld& world, std::vector<std::string> target) {
        target.insert(target.end(), {"--starttls", "--dane"});
        return world.check(target, "check_smtp_banner");
    };
    MailWorld secured(true);
    const auto plan = secured.honest("mx1.example.org");
    secured.addHost("mx1.example.org", "20.0.25.1", plan);
    expectVerdict(run(secured, {"-H", "mx1.example.org"}), 2, {"dane-missing"}, "there is no TLSA record for it");
    secured.addTlsa("mx1.example.org", plan.chain[0].tlsa(3, 1, 1));
    expectVerdict(run(secured, {"-H", "mx1.example.org"}), 0, {}, ", DANE");
    expectVerdict(run(secured, {"--mx", "example.org"}), 0, {}, ", DANE");
    secured.addHost("mx2.example.org", "20.0.25.2");
    secured.addTlsa("mx2.example.org", "3 1 1 " + std::string(64, '0'));
    expectVerdict(run(secured, {"--mx", "example.org"}), 1, {"dane-mismatch"}, "mx2.example.org [20.0.25.2]:25");
    expectVerdict(run(secured, {"-H", "mx2.example.org"}), 2, {"dane-mismatch"}, "none of 1 TLSA record matches");
}

TEST_CASE("the banner check says that TLSA records without DNSSEC count for nobody")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addTlsa("mx1.example.org", "3 1 1 " + std::string(64, '0'));
    expectVerdict(world.check({"-H", "mx1.example.org", "-S", "--dane"}, "check_smtp_banner"), 2, {"dane-insecure"},
                  "does not vouch for them");
    expectVerdict(world.check({"--mx", "example.org", "-S", "--dane"}, "check_smtp_banner"), 2, {"dane-insecure"},
                  "the MX records are not secured");
}

TEST_CASE("DANE without TLS is a usage error of the banner check, since nobody could keep what it demands")
{
    for (const auto& dane : std::vector<std::vector<std::string>>{{"--dane"}, {"--tlsa", "3 1 1 00"}}) {
        std::vector<std::string> arguments{"-H", "mail.example.org"};
        arguments.insert(arguments.end(), dane.begin(), dane.end());
        const auto refused = runCheck("check_smtp_banner", arguments);
        CHECK(refused.exitStatus == 3);
        CHECK(refused.firstLine().find(dane[0] + " is of no use without") != std::string::npos);
    }
    const auto both = runCheck("check_smtp_banner", {"-H", "127.0.0.1", "--smtps", "--starttls"});
    CHECK(both.exitStatus == 3);
}
