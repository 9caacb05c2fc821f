// SPDX-License-Identifier: GPL-3.0-or-later
// Postfix with Dovecot's SASL, in the clear and inside TLS.
#include "servers/send/dovecot_mailboxes.hpp"
#include "servers/send/send_to.hpp"
#include "support/certificates.hpp"

using namespace mpm::test;

namespace {

const std::string password = "tanstaaftanstaaf";

Postfix::Config submission(const DovecotMailboxes& dovecot, const Lines& more = {})
{
    Lines main{"smtpd_sasl_auth_enable = yes",
               "smtpd_sasl_type = dovecot",
               "smtpd_sasl_path = inet:127.0.0.1:" + std::to_string(dovecot.saslPort()),
               "mynetworks =",
               "smtpd_relay_restrictions = permit_sasl_authenticated, reject",
               "default_transport = discard",
               "smtpd_sasl_security_options = noanonymous"};
    main.insert(main.end(), more.begin(), more.end());
    return {.main = main, .master = {}};
}

std::vector<std::string> loggingIn(const std::filesystem::path& file, const std::vector<std::string>& more)
{
    std::vector<std::string> arguments{"-f",  "a@example.org",        "--to", "b@example.net", "-U",
                                       "tim", "--auth-password-file", file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

/// What a Postfix on 127.0.0.1 needs for TLS, and the root that a client is to trust.
struct TlsFiles {
    TlsFiles()
    {
        const TestPki pki;
        const auto leaf = pki.leaf({.commonName = "mail.example.test", .names = {"IP:127.0.0.1"}});
        chain = folder.write("chain.pem", leaf.keyPem() + leaf.pem() + pki.intermediate.pem());
        root = folder.write("root.pem", pki.root.pem());
    }

    TempDir folder;
    std::filesystem::path chain;
    std::filesystem::path root;
};

} // namespace

TEST_CASE("Every mechanism logs in at Dovecot's SASL, and a wrong password never does")
{
    const DovecotMailboxes dovecot;
    const Postfix server(submission(dovecot));
    const TempDir folder;
    const auto right = folder.write("right", password + "\r\nsecond line\n");
    const auto wrong = folder.write("wrong", "tanstaafl\n");
    for (const auto* mechanism : {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256"}) {
        CAPTURE(mechanism);
        const auto fine = sendTo(server.port(), loggingIn(right, {"-A", mechanism, "--auth-allow-clear"}));
        INFO(fine.out << server.log() << dovecot.log());
        CHECK(fine.exitStatus == 0);
        CHECK(holds(fine.out, "auth="));
        const auto refused = sendTo(server.port(), loggingIn(wrong, {"-A", mechanism, "--auth-allow-clear"}));
        INFO(refused.out);
        CHECK(refused.exitStatus == 2);
        CHECK(holds(refused.firstLine(), std::string("AUTH ") + mechanism + " 535 5.7.8"));
        const auto expected =
            sendTo(server.port(), loggingIn(wrong, {"-A", mechanism, "--auth-allow-clear", "--expect", "auth=535"}));
        CHECK(expected.exitStatus == 0);
    }
    CHECK(holds(server.log(), "sasl_method=SCRAM-SHA-256, sasl_username=tim"));
}

TEST_CASE("The strongest mechanism is chosen, and it needs no encryption")
{
    const DovecotMailboxes dovecot;
    const Postfix server(submission(dovecot));
    const TempDir folder;
    const auto result = sendTo(server.port(), loggingIn(folder.write("p", password), {"--format", "json"}));
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.out, "\"auth_mechanism\":\"SCRAM-SHA-256\""));
}

TEST_CASE("A password goes to a Postfix that only offers revealing mechanisms inside trusted TLS and nowhere else")
{
    const DovecotMailboxes dovecot;
    const TlsFiles files;
    const auto secret = files.folder.write("secret", password + "\n");
    const Postfix server(
        submission(dovecot, {"smtpd_tls_security_level = may", "smtpd_tls_chain_files = " + files.chain.string(),
                             "smtpd_sasl_mechanism_filter = plain, login"}));
    const auto fine = sendTo(server.port(), loggingIn(secret, {"-S", "--ca-file", files.root, "-vvv"}));
    INFO(fine.out << server.log());
    CHECK(fine.exitStatus == 0);
    CHECK(holds(server.log(), "sasl_method=PLAIN, sasl_username=tim"));
    CHECK(holds(fine.out, "tls="));
    CHECK(holds(fine.out, "C: AUTH PLAIN ****"));

    const auto clear = sendTo(server.port(), loggingIn(secret, {}));
    CHECK(clear.exitStatus == 2);
    CHECK(holds(clear.out, "[CRITICAL] auth-cleartext"));

    const auto untrusted = sendTo(server.port(), loggingIn(secret, {"-S", "-vvv"}));
    INFO(untrusted.out);
    CHECK(untrusted.exitStatus == 2);
    CHECK(holds(untrusted.out, "[CRITICAL] cert-"));
    CHECK_FALSE(holds(untrusted.out, "C: AUTH"));
    CHECK_FALSE(holds(untrusted.out, "C: MAIL"));

    const auto unjudged = sendTo(server.port(), loggingIn(secret, {"-S", "--no-verify"}));
    CHECK(unjudged.exitStatus == 0);
}

TEST_CASE("Stopping behind STARTTLS or AUTH says nothing more to Postfix")
{
    const DovecotMailboxes dovecot;
    const TlsFiles files;
    const auto secret = files.folder.write("secret", password + "\n");
    const Postfix server(
        submission(dovecot, {"smtpd_tls_security_level = may", "smtpd_tls_chain_files = " + files.chain.string()}));
    const auto encrypted = sendTo(server.port(), {"-S", "--ca-file", files.root, "--stop-at", "starttls", "-vvv"});
    INFO(encrypted.out);
    CHECK(encrypted.exitStatus == 0);
    CHECK(holds(encrypted.firstLine(), "nothing was sent"));
    const auto loggedIn = sendTo(server.port(), {"-S", "--ca-file", files.root, "--stop-at", "auth", "-U", "tim",
                                                 "--auth-password-file", secret, "-vvv"});
    INFO(loggedIn.out);
    CHECK(loggedIn.exitStatus == 0);
    CHECK(holds(loggedIn.firstLine(), "AUTH SCRAM-SHA-256 235"));
    for (const auto& result : {encrypted, loggedIn}) {
        CHECK_FALSE(holds(result.out, "C: MAIL"));
        CHECK(holds(result.out, "C: QUIT"));
    }
    CHECK_FALSE(holds(encrypted.out, "C: AUTH"));
}

TEST_CASE("A submission by implicit TLS logs in and delivers, and an untrusted one says nothing at all")
{
    const DovecotMailboxes dovecot;
    const TlsFiles files;
    const auto secret = files.folder.write("secret", password + "\n");
    const Postfix server(submission(dovecot, {"smtpd_tls_wrappermode = yes", "smtpd_tls_security_level = encrypt",
                                              "smtpd_tls_chain_files = " + files.chain.string(),
                                              "smtpd_sasl_mechanism_filter = plain, login"}));
    const auto fine = sendTo(server.port(), loggingIn(secret, {"--smtps", "--ca-file", files.root}));
    INFO(fine.out << server.log());
    CHECK(fine.exitStatus == 0);
    CHECK(holds(fine.firstLine(), "over TLSv1."));
    CHECK(holds(server.log(), "sasl_method=PLAIN, sasl_username=tim"));
    const auto untrusted = sendTo(server.port(), loggingIn(secret, {"--smtps", "-vvv"}));
    CHECK(untrusted.exitStatus == 2);
    CHECK_FALSE(holds(untrusted.out, "C: EHLO"));
}

TEST_CASE("A relay test inside TLS is made where the server wants encryption first")
{
    const DovecotMailboxes dovecot;
    const TlsFiles files;
    const Postfix server(
        submission(dovecot, {"smtpd_tls_security_level = encrypt", "smtpd_tls_chain_files = " + files.chain.string()}));
    const auto clear = sendTo(server.port(), {"--relay-test"});
    INFO(clear.out);
    CHECK(clear.exitStatus == 1);
    CHECK(holds(clear.out, "relay-test-incomplete"));
    CHECK(holds(clear.out, "STARTTLS"));
    const auto inside = sendTo(server.port(), {"--relay-test", "-S", "--ca-file", files.root, "-v"});
    INFO(inside.out);
    CHECK(inside.exitStatus == 0);
    CHECK(holds(inside.firstLine(), "refused all 9 relay attempts"));
}
