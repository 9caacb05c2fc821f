// SPDX-License-Identifier: GPL-3.0-or-later
// Real mail servers with STARTTLS.
#include "support/catch.hpp"
#include "support/certificates.hpp"
#include "support/dovecot.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"
#include "support/smtp_servers.hpp"
#include "support/timing.hpp"

#include <filesystem>

using namespace mpm::test;

namespace {

/// A certificate with its chain, its key and its root, in files that every server may read.
struct CertificateFiles {
    KeyKind kind = KeyKind::Ec;
    TestPki pki = {};
    TestCertificate leaf = pki.leaf({.key = kind});
    TempDir folder = {};
    std::string chain = folder.write("chain.pem", leaf.pem() + pki.intermediate.pem()).string();
    std::string alone = folder.write("alone.pem", leaf.pem()).string();
    std::string key = folder.write("key.pem", leaf.keyPem()).string();
    std::string root = folder.write("root.pem", pki.root.pem()).string();
};

ProcessResult check(std::uint16_t port, const CertificateFiles& files, std::vector<std::string> more = {})
{
    std::vector<std::string> arguments{"-H",        "127.0.0.1", "-p",       std::to_string(port), "-t",
                                       scaled("5"), "--ca-file", files.root, "--verify-name",      "mail.example.org"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = runCheck("check_smtp_tls", arguments);
    INFO(result.out);
    CHECK(result.err.empty());
    CHECK(harmIn(result.out).empty());
    CHECK_NOTHROW(readAsGuidelines(result.out));
    return result;
}

/// Trusted, not vulnerable, DANE by its own record, and a wrong name is seen.
void checkSound(std::uint16_t port, const CertificateFiles& files)
{
    const auto fine = check(port, files, {"--check-injection", "--tlsa", files.leaf.tlsa(3, 1, 1)});
    INFO(fine.out);
    CHECK(fine.exitStatus == 0);
    CHECK(holds(fine.firstLine(), "TLSv1.3"));
    CHECK(holds(fine.firstLine(), "90 days, DANE"));
    const auto mismatch = runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", std::to_string(port), "--ca-file",
                                                      files.root, "--verify-name", "other.example.org"});
    CHECK(mismatch.exitStatus == 2);
    CHECK(holds(mismatch.out, "[CRITICAL] cert-name-mismatch"));
    const auto untrusted = runCheck(
        "check_smtp_tls", {"-H", "127.0.0.1", "-p", std::to_string(port), "--verify-name", "mail.example.org"});
    CHECK(untrusted.exitStatus == 2);
    CHECK(holds(untrusted.out, "[CRITICAL] cert-untrusted"));
}

Lines postfixTls(const CertificateFiles& files, const std::string& certificate)
{
    return {"smtpd_tls_security_level = may", "smtpd_tls_cert_file = " + certificate,
            "smtpd_tls_key_file = " + files.key};
}

} // namespace

TEST_CASE("Postfix with STARTTLS is sound")
{
    const CertificateFiles files;
    const Postfix server({.main = postfixTls(files, files.chain)});
    checkSound(server.port(), files);
}

TEST_CASE("Postfix without the intermediate is told to send it")
{
    const CertificateFiles files;
    const Postfix server({.main = postfixTls(files, files.alone)});
    const auto result = check(server.port(), files);
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.out, "[CRITICAL] cert-chain-incomplete"));
}

TEST_CASE("Postfix without TLS does not offer STARTTLS, and without a certificate it fails in words")
{
    const CertificateFiles files;
    const Postfix plain;
    const auto missing = check(plain.port(), files);
    CHECK(missing.exitStatus == 2);
    CHECK(holds(missing.out, "[CRITICAL] starttls-missing"));
    const Postfix keyless({.main = {"smtpd_tls_security_level = may", "smtpd_tls_cert_file = none"}});
    const auto failed = check(keyless.port(), files);
    INFO(failed.out << keyless.log());
    CHECK(failed.exitStatus == 2);
    CHECK(holds(failed.out, "[CRITICAL] tls-handshake-failed"));
    CHECK(holds(failed.firstLine(), "handshake failure"));
}

TEST_CASE("Postfix limited to TLS 1.2 is seen as that")
{
    const CertificateFiles files;
    auto lines = postfixTls(files, files.chain);
    lines.emplace_back("smtpd_tls_protocols = TLSv1.2");
    const Postfix server({.main = lines});
    const auto fine = check(server.port(), files);
    INFO(fine.out);
    CHECK(fine.exitStatus == 0);
    CHECK(holds(fine.firstLine(), "TLSv1.2"));
    const auto old = check(server.port(), files, {"--min-tls", "1.3"});
    CHECK(old.exitStatus == 2);
    CHECK(holds(old.out, "[CRITICAL] tls-version"));
}

TEST_CASE("Postfix with TLS from the first octet is sound with --smtps")
{
    const CertificateFiles files;
    auto lines = postfixTls(files, files.chain);
    lines.emplace_back("smtpd_tls_wrappermode = yes");
    const Postfix server({.main = lines});
    const auto result = check(server.port(), files, {"--smtps"});
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 0);
}

TEST_CASE("Exim with STARTTLS is sound")
{
    const CertificateFiles files;
    std::filesystem::permissions(files.key, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    const Exim server(
        {.main = {"tls_advertise_hosts = *", "tls_certificate = " + files.chain, "tls_privatekey = " + files.key}});
    checkSound(server.port(), files);
}

// smtpd keeps private keys in a process of its own. It gives OpenSSL a key without the private half, and methods that
// ask that process for signatures. Debian 12's smtpd (6.8.0p2) does so by the RSA and EC_KEY methods of OpenSSL 1.1;
// OpenSSL 3.0 copies such a key into its own provider and forgets the methods, so it finds no private half and signs
// nothing: no request reaches the key process, with RSA as with ECDSA and with TLS 1.2 as with 1.3. With an Ed25519 key
// smtpd does not start at all ("could not fake private key"). The first handshake tells which kind of smtpd this is.
TEST_CASE("OpenSMTPD with STARTTLS is sound, or its failure is told in words")
{
    for (const auto kind : {KeyKind::Ec, KeyKind::Rsa2048}) {
        const CertificateFiles files{.kind = kind};
        for (const auto& file : {files.key, files.chain}) {
            std::filesystem::permissions(file,
                                         std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        }
        const OpenSmtpd server(
            {.definitions = {"pki mail cert \"" + files.chain + "\"", "pki mail key \"" + files.key + "\""},
             .listener = "tls pki mail"});
        const auto first = check(server.port(), files);
        INFO(first.out << server.log());
        if (holds(server.log(), "SSL routines") || holds(server.log(), "EVP lib")) {
            CHECK(first.exitStatus == 2);
            CHECK(holds(first.out, "[CRITICAL] tls-handshake-failed"));
            CHECK(holds(first.firstLine(), "the server sent the alert \"internal error\" (TLSv1.3, 90 days left)"));
        } else {
            checkSound(server.port(), files);
        }
        // What it does with commands sent ahead in the clear shows before any signature is needed.
        CHECK_FALSE(holds(check(server.port(), files, {"--check-injection"}).out, "starttls-injection"));
    }
}

TEST_CASE("Dovecot's LMTP server with STARTTLS is sound")
{
    const CertificateFiles files;
    const Dovecot server(Dovecot::tls(files.chain, files.key));
    const auto result = check(server.port(), files, {"--lmtp", "--check-injection", "-vvv"});
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "TLSv1.3"));
    CHECK(holds(result.out, "C: LHLO"));
}

TEST_CASE("Dovecot's LMTP server without TLS does not offer STARTTLS")
{
    const CertificateFiles files;
    const Dovecot server({"ssl = no"});
    const auto result = check(server.port(), files, {"--lmtp"});
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.out, "[CRITICAL] starttls-missing"));
}
