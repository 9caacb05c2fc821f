// SPDX-License-Identifier: GPL-3.0-or-later
// TLSA records of every usage, selector and matching type, good and bad (RFC 7672).
#include "loopback/tls/tls_verdict.hpp"

using namespace mpm::test;

namespace {

std::string zeros(int usage, int selector, int matching)
{
    return std::to_string(usage) + " " + std::to_string(selector) + " " + std::to_string(matching) + " " +
           std::string(matching == 2 ? 128 : 64, '0');
}

} // namespace

TEST_CASE("DANE-EE and DANE-TA match by certificate and by key, whole and by digest")
{
    const TlsBed bed;
    const auto plan = bed.honest();
    const TlsServer server(plan);
    for (int selector = 0; selector <= 1; ++selector) {
        for (int matching = 0; matching <= 2; ++matching) {
            const auto endEntity = bed.check(server.port(), {"--tlsa", plan.chain[0].tlsa(3, selector, matching)});
            expectVerdict(endEntity, 0, {}, ", DANE");
            const auto anchor = bed.check(server.port(), {"--tlsa", plan.chain[1].tlsa(2, selector, matching)});
            expectVerdict(anchor, 0, {}, ", DANE");
        }
    }
}

TEST_CASE("a record for another key is CRITICAL")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    for (const int usage : {2, 3}) {
        for (int selector = 0; selector <= 1; ++selector) {
            for (int matching = 1; matching <= 2; ++matching) {
                expectVerdict(bed.check(server.port(), {"--tlsa", zeros(usage, selector, matching)}), 2,
                              {"dane-mismatch"}, "none of 1 TLSA record matches");
            }
        }
    }
}

TEST_CASE("DANE-EE ignores names, dates and authorities")
{
    const TlsBed bed;
    const TestCertificate alone({.names = {"DNS:other.example.org"}, .startsInDays = -9, .endsInDays = -2});
    TlsServerPlan plan;
    plan.chain = {alone};
    const auto result = bed.check(plan, {"--tlsa", alone.tlsa(3, 1, 1), "-v"});
    expectVerdict(result, 0, {"cert-expired", "cert-self-signed", "cert-name-mismatch", "dane-rollover"}, ", DANE");
    CHECK(result.out.find("authenticated by DANE") != std::string::npos);
}

TEST_CASE("days that the user names count under DANE-EE too")
{
    const TlsBed bed;
    const TestCertificate old({.startsInDays = -90, .endsInDays = -22});
    TlsServerPlan plan;
    plan.chain = {old};
    const TlsServer server(plan);
    const auto record = old.tlsa(3, 1, 1);
    expectVerdict(bed.check(server.port(), {"--tlsa", record}), 0, {}, "certificate expired 21 days ago, DANE");
    for (const auto& threshold : std::vector<std::vector<std::string>>{
             {"-D", "30"}, {"-c", "cert_days=5:"}, {"-w", "cert_days=30:"}, {"-D", "30,10"}}) {
        auto arguments = threshold;
        arguments.insert(arguments.end(), {"--tlsa", record});
        expectVerdict(bed.check(server.port(), arguments), 2, {"cert-expired"}, "expired 21 days ago");
    }
    expectVerdict(bed.check(server.port(), {"-w", "cert_days=-20:", "-c", "cert_days=-30:", "--tlsa", record}), 1,
                  {"cert-expired"}, "cert_days=-21.5;-20:;-30:");
}

TEST_CASE("DANE-TA replaces the authority, but name and dates still count")
{
    const TlsBed bed;
    const TestPki other{.name = "Other"};
    TlsServerPlan plan;
    plan.chain = {other.leaf(), other.intermediate, other.root};
    expectVerdict(bed.check(plan, {"--tlsa", other.root.tlsa(2, 0, 1)}), 0, {}, ", DANE");
    plan.chain[0] = other.leaf({.names = {"DNS:other.example.org"}});
    const auto wrongName = bed.check(plan, {"--tlsa", other.root.tlsa(2, 0, 1)});
    expectVerdict(wrongName, 2, {"cert-name-mismatch"}, "is for other.example.org, not for mail.example.org");
    plan.chain[0] = other.leaf({.startsInDays = -9, .endsInDays = -2});
    const auto expired = bed.check(plan, {"--tlsa", other.root.tlsa(2, 0, 1)});
    expectVerdict(expired, 2, {"cert-expired"}, "expired");
    plan.chain[0] = other.leaf({.names = {"DNS:other.example.org"}, .startsInDays = -9, .endsInDays = -2});
    expectVerdict(bed.check(plan, {"--tlsa", other.root.tlsa(2, 0, 1)}), 2, {"cert-expired", "cert-name-mismatch"},
                  "expired");
    expectVerdict(bed.check(plan, {"--tlsa", zeros(2, 0, 1)}), 2,
                  {"cert-expired", "cert-untrusted", "cert-name-mismatch", "dane-mismatch"}, "expired");
}

TEST_CASE("one matching record of several is enough, and the others are reported")
{
    const TlsBed bed;
    const auto plan = bed.honest();
    const TlsServer server(plan);
    const auto result =
        bed.check(server.port(), {"--tlsa", zeros(3, 1, 1), "--tlsa", plan.chain[0].tlsa(3, 1, 1), "-v"});
    expectVerdict(result, 0, {"dane-rollover"}, ", DANE");
    CHECK(result.out.find("3 1 1 0000000000000000... (matches no certificate) matches nothing") != std::string::npos);
    const auto single = bed.check(server.port(), {"--tlsa", plan.chain[0].tlsa(3, 1, 1), "-v"});
    CHECK(single.out.find("the next key has none yet") != std::string::npos);
}

TEST_CASE("usages 0 and 1 are unusable for SMTP, and then PKIX decides")
{
    const TlsBed bed;
    const auto plan = bed.honest();
    const TlsServer server(plan);
    for (const int usage : {0, 1}) {
        expectVerdict(bed.check(server.port(), {"--tlsa", plan.chain[0].tlsa(usage, 1, 1)}), 1, {"dane-unusable"},
                      "usages 0 and 1 are not usable for SMTP");
    }
}

TEST_CASE("a TLSA record that can't be read is a usage error that quotes it")
{
    for (const auto* text : {"3 1 1", "3 1 1 zz", "4 1 1 00", "3 2 1 00", "3 1 1 00", "3 1 9 00", "x 1 1 00", ""}) {
        const auto result = runCheck("check_smtp_tls", {"-H", "127.0.0.1", "--tlsa", text});
        INFO(text << result.out);
        CHECK(result.exitStatus == 3);
        CHECK(result.lines().size() == 1);
        CHECK(result.firstLine().find("'" + std::string(text) + "'") != std::string::npos);
    }
}
