// SPDX-License-Identifier: GPL-3.0-or-later
// Servers with two certificates, and certificates of a few days.
#include "loopback/tls/tls_verdict.hpp"

using namespace mpm::test;

namespace {

/// A server with an ECDSA certificate and an RSA one.
TlsServerPlan withBoth(const TlsBed& bed, const CertificateSpec& ecdsa, CertificateSpec rsa)
{
    auto plan = bed.honest(ecdsa);
    rsa.key = KeyKind::Rsa2048;
    plan.second = {bed.pki.leaf(rsa), bed.pki.intermediate};
    return plan;
}

} // namespace

TEST_CASE("with --both-certificates the second certificate is judged, and the least days count")
{
    const TlsBed bed;
    const TlsServer server(withBoth(bed, {}, {.startsInDays = -95, .endsInDays = -5}));
    expectVerdict(bed.check(server.port()), 0, {}, "certificate valid for 90 days");
    const auto expired = bed.check(server.port(), {"--both-certificates"});
    expectVerdict(expired, 2, {"cert-expired"}, "RSA certificate");
    CHECK(expired.firstLine().find(" cert_days=-4;21:;7:") != std::string::npos);
    expectVerdict(bed.check(withBoth(bed, {.startsInDays = -95, .endsInDays = -5}, {}), {"--both-certificates"}), 2,
                  {"cert-expired"}, " cert_days=-4;21:;7:");
    expectVerdict(bed.check(withBoth(bed, {}, {.names = {"DNS:other.example.org"}}), {"--both-certificates"}), 2,
                  {"cert-name-mismatch"}, "RSA certificate");
}

TEST_CASE("which of two certificates has expired is said, and both are told where both have, on one day or on two")
{
    const TlsBed bed;
    const CertificateSpec expired{.startsInDays = -95, .endsInDays = -5};
    const auto first = bed.check(withBoth(bed, expired, {}), {"--both-certificates"});
    expectVerdict(first, 2, {"cert-expired"}, "EC certificate: certificate mail.example.org expired");
    CHECK(first.out.find("-sigalgs ECDSA+SHA256") != std::string::npos);
    for (const int end : {-5, -9}) {
        const auto both =
            bed.check(withBoth(bed, expired, {.startsInDays = -95, .endsInDays = end}), {"--both-certificates"});
        INFO(both.out);
        expectVerdict(both, 2, {"cert-expired", "cert-expired"}, "certificate: certificate mail.example.org expired");
        CHECK(both.out.find("EC certificate: certificate mail.example.org expired") != std::string::npos);
        CHECK(both.out.find("RSA certificate: certificate mail.example.org expired") != std::string::npos);
    }
}

TEST_CASE("what is wrong with both certificates alike is told once")
{
    const TlsBed bed;
    const CertificateSpec other{.names = {"DNS:other.example.org"}};
    const auto result = bed.check(withBoth(bed, other, other), {"--both-certificates"});
    expectVerdict(result, 2, {"cert-name-mismatch"}, "certificate is for other.example.org");
    CHECK(result.out.find("EC certificate") == std::string::npos);
    CHECK(result.out.find("RSA certificate") == std::string::npos);
}

TEST_CASE("with --both-certificates the limits are those of the certificate with the least days")
{
    const TlsBed bed;
    const auto result = bed.check(withBoth(bed, {}, {.startsInDays = -1, .endsInDays = 5}), {"--both-certificates"});
    expectVerdict(result, 0, {}, "TLSv1.3");
    CHECK(result.firstLine().find(" cert_days=5.5;1.63:;0.54:") != std::string::npos);
}

TEST_CASE("with --both-certificates two good certificates are OK, and so is a server that has one only")
{
    const TlsBed bed;
    expectVerdict(bed.check(withBoth(bed, {}, {}), {"--both-certificates"}), 0, {}, "certificate valid for 90 days");
    expectVerdict(bed.check(bed.honest(), {"--both-certificates"}), 0, {}, "certificate valid for 90 days");
    auto plan = bed.honest();
    plan.laterBanner = "421 4.7.0 too many connections\r\n"; // the second visit's own failure is no finding
    expectVerdict(bed.check(plan, {"--both-certificates"}), 0, {}, "certificate valid for 90 days");
}

TEST_CASE("TLSA records are held against each of two certificates")
{
    const TlsBed bed;
    const auto plan = withBoth(bed, {}, {});
    const TlsServer server(plan);
    const auto ofEcdsa = plan.chain[0].tlsa(3, 1, 1);
    const auto ofRsa = plan.second[0].tlsa(3, 1, 1);
    expectVerdict(bed.check(server.port(), {"--tlsa", ofEcdsa, "--tlsa", ofRsa, "--both-certificates"}), 0, {},
                  ", DANE");
    const auto one = bed.check(server.port(), {"--tlsa", ofEcdsa, "--both-certificates"});
    expectVerdict(one, 2, {"dane-mismatch"}, "RSA certificate");
    CHECK(one.out.find("-sigalgs RSA-PSS+SHA256:RSA+SHA256 -dane_tlsa_domain") != std::string::npos);
}

TEST_CASE("a certificate of six days has limits of its own, and its name from the names that it is for")
{
    const TlsBed bed;
    const auto named = [](int from, int to) {
        return CertificateSpec{.commonName = "", .startsInDays = from, .endsInDays = to};
    };
    expectVerdict(bed.check(bed.honest(named(-1, 5))), 0, {}, "cert_days=5.5;1.63:;0.54:");
    expectVerdict(bed.check(bed.honest(named(-5, 1))), 1, {"cert-expires-soon"},
                  "certificate mail.example.org expires in 1.5 days");
    expectVerdict(bed.check(bed.honest(named(-6, 0))), 2, {"cert-expires-soon"}, "cert_days=0.5;1.63:;0.54:");
    // What was typed does not shrink, and may have decimals.
    expectVerdict(bed.check(bed.honest(named(-1, 5)), {"-D", "21,7"}), 2, {"cert-expires-soon"},
                  "cert_days=5.5;21:;7:");
    expectVerdict(bed.check(bed.honest(named(-5, 1)), {"-D", "1.4,0.2"}), 0, {}, "cert_days=1.5;1.4:;0.2:");
}

TEST_CASE("limits with decimals are held against the exact rest of a long life, whole ones against whole days")
{
    const TlsBed bed;
    const TlsServer server(bed.honest({.startsInDays = -100, .endsInDays = 20})); // 20.5 days left
    expectVerdict(bed.check(server.port(), {"-D", "20.4,7"}), 0, {}, "cert_days=20.5;20.4:;7:");
    expectVerdict(bed.check(server.port(), {"-D", "20.6,7"}), 1, {"cert-expires-soon"}, "expires in 20.5 days");
    expectVerdict(bed.check(server.port(), {"-D", "30,20.6"}), 2, {"cert-expires-soon"}, "cert_days=20.5;30:;20.6:");
    expectVerdict(bed.check(server.port(), {"-w", "cert_days=20.4:"}), 0, {}, "cert_days=20.5;20.4:;7:");
    expectVerdict(bed.check(server.port(), {"-D", "20,7"}), 0, {}, "cert_days=20;20:;7:");
    expectVerdict(bed.check(server.port(), {"-D", "21,7"}), 1, {"cert-expires-soon"}, "expires in 20 days");
}
