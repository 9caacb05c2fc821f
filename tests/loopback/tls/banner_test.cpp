// SPDX-License-Identifier: GPL-3.0-or-later
// check_smtp_banner with TLS: judged as in check_smtp_tls, and everything else judged inside.
#include "loopback/tls/tls_verdict.hpp"

using namespace mpm::test;

namespace {

ProcessResult banner(const TlsBed& bed, TlsServerPlan plan, std::vector<std::string> more)
{
    const TlsServer server(std::move(plan));
    more.insert(more.end(), {"-H", "localhost", "-4", "-p", std::to_string(server.port()), "-t", "2", "--ca-file",
                             bed.rootFile, "--verify-name", "mail.example.org"});
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
    expectVerdict(banner(bed, bed.honest({.endsInDays = 3}), {"-S", "-D", "10,5"}), 2, {"cert-expires-soon"}, "3 days");
    auto plan = bed.honest();
    plan.ehlo = "250 mail.example.org\r\n";
    expectVerdict(banner(bed, plan, {"-S"}), 2, {"starttls-missing"}, "STARTTLS is not offered");
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

TEST_CASE("TLS options without TLS are a usage error of the banner check")
{
    const auto result = runCheck("check_smtp_banner", {"-H", "127.0.0.1", "--min-tls", "1.2"});
    CHECK(result.exitStatus == 3);
    CHECK(result.firstLine().find("--min-tls is of no use without --starttls or --smtps") != std::string::npos);
    const auto both = runCheck("check_smtp_banner", {"-H", "127.0.0.1", "--smtps", "--starttls"});
    CHECK(both.exitStatus == 3);
}
