// SPDX-License-Identifier: GPL-3.0-or-later
// Every finding about certificates, each with the server that provokes it.
#include "loopback/tls/tls_verdict.hpp"

using namespace mpm::test;
using Ids = std::vector<std::string>;

TEST_CASE("a good server is OK, and line 1 names the version and the days left")
{
    const TlsBed bed;
    const auto result = bed.check(bed.honest());
    expectVerdict(result, 0, {}, "TLSv1.3");
    CHECK(result.firstLine().find("valid for 90 days") != std::string::npos);
    CHECK(result.firstLine().find("cert_days=90;21:;7:") != std::string::npos);
    for (const auto* metric : {"connect=", "greeting=", "ehlo=", "starttls=", "tls="}) {
        CHECK(result.firstLine().find(metric) != std::string::npos);
    }
}

TEST_CASE("a certificate for another name is CRITICAL and its names are told")
{
    const TlsBed bed;
    expectVerdict(bed.check(bed.honest({.names = {"DNS:other.example.org", "DNS:www.example.org"}})), 2,
                  {"cert-name-mismatch"}, "is for other.example.org, www.example.org, not for mail.example.org");
}

TEST_CASE("the common name alone names nobody")
{
    const TlsBed bed;
    expectVerdict(bed.check(bed.honest({.names = {}})), 2, {"cert-name-mismatch"}, "no name at all");
}

TEST_CASE("a wildcard stands for the whole left-most label and for one label only")
{
    const TlsBed bed;
    expectVerdict(bed.check(bed.honest({.names = {"DNS:*.example.org"}})), 0, {}, "TLSv1.3");
    expectVerdict(bed.check(bed.honest({.names = {"DNS:*.org"}})), 2, {"cert-name-mismatch"}, "*.org");
    expectVerdict(bed.check(bed.honest({.names = {"DNS:ma*.example.org"}})), 2, {"cert-name-mismatch"}, "ma*");
    expectVerdict(bed.check(bed.honest({.names = {"DNS:*.example.org"}}), {"--verify-name", "a.b.example.org"}), 2,
                  {"cert-name-mismatch"}, "a.b.example.org");
}

TEST_CASE("an address is verified against the addresses in the certificate")
{
    const TlsBed bed;
    expectVerdict(bed.check(bed.honest({.names = {"IP:127.0.0.1"}}), {"--verify-name", "127.0.0.1"}), 0, {}, "TLSv1.3");
    expectVerdict(bed.check(bed.honest({.names = {"DNS:127.0.0.1"}}), {"--verify-name", "127.0.0.1"}), 2,
                  {"cert-name-mismatch"}, "not for 127.0.0.1");
}

TEST_CASE("an expired certificate is CRITICAL and says since when")
{
    const TlsBed bed;
    const auto result = bed.check(bed.honest({.startsInDays = -95, .endsInDays = -5}));
    expectVerdict(result, 2, {"cert-expired"}, "expired 4 days ago");
    CHECK(result.firstLine().find("cert_days=-4;21:;7:") != std::string::npos);
}

TEST_CASE("a certificate of tomorrow is CRITICAL")
{
    const TlsBed bed;
    expectVerdict(bed.check(bed.honest({.startsInDays = 1})), 2, {"cert-not-yet-valid"}, "valid only from 20");
}

TEST_CASE("a certificate that expires soon is WARNING, then CRITICAL, and -D moves both")
{
    const TlsBed bed;
    expectVerdict(bed.check(bed.honest({.startsInDays = -70, .endsInDays = 20})), 1, {"cert-expires-soon"},
                  "expires in 20 days");
    expectVerdict(bed.check(bed.honest({.startsInDays = -87, .endsInDays = 3})), 2, {"cert-expires-soon"},
                  "expires in 3 days");
    expectVerdict(bed.check(bed.honest({.endsInDays = 20}), {"-D", "10,5"}), 0, {}, "20.5 days");
    expectVerdict(bed.check(bed.honest({.endsInDays = 20}), {"-c", "cert_days=30:"}), 2, {"cert-expires-soon"},
                  "20.5 days");
}

TEST_CASE("an intermediate that expires first sets the days")
{
    const TlsBed bed;
    const TestCertificate brief({.commonName = "Brief CA",
                                 .names = {},
                                 .startsInDays = -90,
                                 .endsInDays = 10,
                                 .authority = true,
                                 .issuer = &bed.pki.root});
    TlsServerPlan plan;
    plan.chain = {TestCertificate({.issuer = &brief}), brief};
    const auto result = bed.check(plan);
    expectVerdict(result, 1, {"cert-expires-soon"}, "Brief CA expires in 10 days");
    CHECK(result.firstLine().find("cert_days=10;21:;7:") != std::string::npos);
}

TEST_CASE("an expired intermediate is CRITICAL")
{
    const TlsBed bed;
    const TestCertificate old({.commonName = "Old CA",
                               .names = {},
                               .startsInDays = -30,
                               .endsInDays = -3,
                               .authority = true,
                               .issuer = &bed.pki.root});
    TlsServerPlan plan;
    plan.chain = {TestCertificate({.issuer = &old}), old};
    expectVerdict(bed.check(plan), 2, {"cert-expired"}, "Old CA expired");
}

TEST_CASE("a self-signed certificate is CRITICAL, and OK once it is the authority named")
{
    const TlsBed bed;
    const TestCertificate alone(CertificateSpec{});
    TlsServerPlan plan;
    plan.chain = {alone};
    expectVerdict(bed.check(plan), 2, {"cert-self-signed"}, "self-signed");
    const TlsServer server(plan);
    expectVerdict(runCheck("check_smtp_tls",
                           {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--verify-name", "mail.example.org",
                            "--ca-file", bed.folder.write("alone.pem", alone.pem()).string()}),
                  0, {}, "TLSv1.3");
}

TEST_CASE("a chain to an unknown root is CRITICAL, sent with the root or without")
{
    const TlsBed bed;
    const TestPki other{.name = "Other"};
    TlsServerPlan plan;
    plan.chain = {other.leaf(), other.intermediate, other.root};
    expectVerdict(bed.check(plan), 2, {"cert-untrusted"}, "ends in Other Root");
    plan.chain.pop_back();
    expectVerdict(bed.check(plan), 2, {"cert-untrusted"}, "neither sent nor trusted here");
}

TEST_CASE("without --ca-file the system's authorities count, and a private one is not among them")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    expectVerdict(runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--verify-name",
                                              "mail.example.org"}),
                  2, {"cert-untrusted"}, "neither sent nor trusted here");
}

TEST_CASE("a missing intermediate is told as that")
{
    const TlsBed bed;
    TlsServerPlan plan;
    const auto sentence = "no certificate of its issuer, CN=Test Intermediate";
    plan.chain = {bed.pki.leaf({.extension = "authorityInfoAccess=caIssuers;URI:http://ca.example/issuer.cer"})};
    expectVerdict(bed.check(plan), 2, {"cert-chain-incomplete"}, sentence);
    plan.chain = {bed.pki.leaf()};
    expectVerdict(bed.check(plan), 2, {"cert-chain-incomplete", "cert-untrusted"}, sentence);
}

TEST_CASE("certificates out of order are WARNING though they verify")
{
    const TlsBed bed;
    TlsServerPlan plan;
    plan.chain = {bed.pki.leaf(), bed.pki.root, bed.pki.intermediate};
    expectVerdict(bed.check(plan), 1, {"cert-chain-order"}, "3 certificates");
}

TEST_CASE("weak keys and signatures are WARNING")
{
    const TlsBed bed;
    expectVerdict(bed.check(bed.honest({.key = KeyKind::Rsa1024})), 1, {"cert-weak"}, "RSA key of 1024 bits");
    expectVerdict(bed.check(bed.honest({.digest = "SHA1"})), 1, {"cert-weak"}, "signed with SHA1");
    expectVerdict(bed.check(bed.honest({.key = KeyKind::Rsa2048})), 0, {}, "TLSv1.3");
}

TEST_CASE("a stapled OCSP response that says revoked is CRITICAL, and one that says good is nothing")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.staple = ocspResponse(plan.chain[0], plan.chain[1], false);
    const auto fine = bed.check(plan, {"-vvv"});
    expectVerdict(fine, 0, {}, "TLSv1.3");
    CHECK(fine.out.find("ocsp good") != std::string::npos);
    plan.staple = ocspResponse(plan.chain[0], plan.chain[1], true);
    expectVerdict(bed.check(plan), 2, {"cert-revoked"}, "says revoked");
    plan.staple = ocspResponse(plan.chain[0], bed.pki.root, true); // signed by another
    expectVerdict(bed.check(plan), 0, {}, "TLSv1.3");
}

TEST_CASE("every problem is reported, not only the first")
{
    const TlsBed bed;
    const TestCertificate alone({.names = {"DNS:other.example.org"}, .startsInDays = -9, .endsInDays = -2});
    TlsServerPlan plan;
    plan.chain = {alone};
    expectVerdict(bed.check(plan), 2, {"cert-expired", "cert-self-signed", "cert-name-mismatch"}, "expired");
}

TEST_CASE("option --no-verify reports chain and name without judging them, and still judges dates")
{
    const TlsBed bed;
    const TestCertificate alone({.names = {"DNS:other.example.org"}});
    TlsServerPlan plan;
    plan.chain = {alone};
    const auto result = bed.check(plan, {"--no-verify", "-v"});
    expectVerdict(result, 0, {"cert-self-signed", "cert-name-mismatch"}, "not verified");
    CHECK(result.out.find("not judged (--no-verify)") != std::string::npos);
    plan.chain = {TestCertificate({.startsInDays = -9, .endsInDays = -2})};
    expectVerdict(bed.check(plan, {"--no-verify"}), 2, {"cert-expired"}, "expired");
}

TEST_CASE("a pin is compared with the public key, in hexadecimal, base64 and curl's form")
{
    const TlsBed bed;
    const auto plan = bed.honest();
    const auto pin = plan.chain.front().pin();
    expectVerdict(bed.check(plan, {"--pin-sha256", pin}), 0, {}, "TLSv1.3");
    const std::string other(64, 'a');
    expectVerdict(bed.check(plan, {"--pin-sha256", other}), 2, {"pin-mismatch"}, "which is not pinned");
    expectVerdict(bed.check(plan, {"--pin-sha256", other, "--pin-sha256", pin}), 0, {}, "TLSv1.3");
    expectVerdict(bed.check(plan, {"--pin-sha256", "sha256//qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo="}), 2,
                  {"pin-mismatch"}, "not pinned");
    expectVerdict(bed.check(plan, {"--pin-sha256", bed.pki.root.pin()}), 0, {}, "TLSv1.3");
}

TEST_CASE("a pinned certificate that is only sent along proves nothing")
{
    const TlsBed bed;
    const TestPki other;
    TlsServerPlan plan;
    plan.chain = {other.leaf(), bed.pki.intermediate};
    const auto result = bed.check(plan, {"--pin-sha256", bed.pki.intermediate.pin(), "--no-verify"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(result.firstLine().find("not pinned") != std::string::npos);
}
