// SPDX-License-Identifier: GPL-3.0-or-later
// Authorities that stand in one file, of which only those that are asked for are read.
#include "loopback/tls/tls_verdict.hpp"

#include <string>

using namespace mpm::test;

namespace {

/// Roots that nobody here needs.
std::string otherRoots(int count)
{
    std::string pem;
    for (int i = 0; i < count; ++i) {
        pem += "Other Root " + std::to_string(i) + "\n" +
               TestCertificate({.commonName = "Other Root " + std::to_string(i), .names = {}, .authority = true}).pem();
    }
    return pem;
}

/// The system has no folder of authorities, and this file.
ProcessResult withSystemBundle(const TlsBed& bed, const std::string& pem, const std::string& plugin = "check_smtp_tls")
{
    const TlsServer server(bed.honest());
    return runCheck(plugin,
                    {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--starttls", "--verify-name",
                     "mail.example.org", "-t", scaled("3")},
                    {.environment = {{"SSL_CERT_FILE", bed.folder.write("bundle.pem", pem).string()},
                                     {"SSL_CERT_DIR", "/nonexistent"}}});
}

} // namespace

TEST_CASE("an authority that stands in the system's file alone is found among many")
{
    const TlsBed bed;
    for (const auto* plugin : {"check_smtp_tls", "check_smtp_banner"}) {
        expectVerdict(withSystemBundle(bed, otherRoots(20) + bed.pki.root.pem() + otherRoots(20), plugin), 0, {},
                      "TLSv1.3");
    }
    expectVerdict(withSystemBundle(bed, otherRoots(20)), 2, {"cert-untrusted"}, "");
}

TEST_CASE("of authorities with the same name the one that has signed counts")
{
    TlsBed bed;
    bed.pki.intermediate = TestCertificate({.commonName = "Test Intermediate",
                                            .names = {},
                                            .authority = true,
                                            .extension = "authorityKeyIdentifier=keyid", // by which they are told apart
                                            .issuer = &bed.pki.root});
    const TestPki old;
    expectVerdict(withSystemBundle(bed, old.root.pem() + bed.pki.root.pem()), 0, {}, "TLSv1.3");
    expectVerdict(withSystemBundle(bed, bed.pki.root.pem() + old.root.pem()), 0, {}, "TLSv1.3");
    expectVerdict(withSystemBundle(bed, old.root.pem()), 2, {"cert-untrusted"}, "");
    bed.rootFile = bed.folder.write("named.pem", old.root.pem() + bed.pki.root.pem()).string();
    expectVerdict(bed.check(bed.honest()), 0, {}, "TLSv1.3");
}

TEST_CASE("a certificate whose end is missing from the file of authorities is nobody's authority")
{
    const TlsBed bed;
    auto pem = bed.pki.root.pem();
    const auto end = pem.find("-----END");
    pem.erase(end - 60, 40);
    expectVerdict(withSystemBundle(bed, pem), 2, {"cert-untrusted"}, "");
}

TEST_CASE("an authority in the system's folder does not hide one of the same name in its file that verifies the server")
{
    const TlsBed bed;
    const TestCertificate outdated({.commonName = "Test Root",
                                    .names = {},
                                    .startsInDays = -100,
                                    .endsInDays = -1,
                                    .authority = true,
                                    .sameKeyAs = &bed.pki.root});
    const TestPki another; // of the same name, with another key
    for (const auto* hiding : {&outdated, &another.root}) {
        const TempDir folder;
        folder.write("root.pem", hiding->pem());
        CHECK(run({"openssl", "rehash", folder.path().string()}).exitStatus == 0);
        const TlsServer server(bed.honest());
        const auto ask = [&](const std::string& bundle) {
            return runCheck("check_smtp_tls",
                            {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--starttls", "--verify-name",
                             "mail.example.org", "-t", scaled("3")},
                            {.environment = {{"SSL_CERT_FILE", folder.write("bundle", bundle).string()},
                                             {"SSL_CERT_DIR", folder.path().string()}}});
        };
        expectVerdict(ask(otherRoots(3) + bed.pki.root.pem()), 0, {}, "TLSv1.3");
        expectVerdict(ask(otherRoots(3)), 2, {hiding == &outdated ? "cert-expired" : "cert-untrusted"}, "");
    }
}
