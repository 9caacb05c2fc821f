// SPDX-License-Identifier: GPL-3.0-or-later
// A mailbox is read inside TLS, in each way that there is, or not at all.
#include "servers/roundtrip/roundtrip_world.hpp"
#include "support/catch.hpp"
#include "support/certificates.hpp"
#include "support/plugin.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

TEST_CASE("Dovecot's mailbox is read by STARTTLS, STLS and TLS from the start, and no password goes to another's")
{
    const TestPki pki;
    const TempDir folder;
    const auto leaf = pki.leaf({.commonName = "mail.example.test", .names = {"DNS:mail.example.test"}});
    const auto chain = folder.write("chain.pem", leaf.pem() + pki.intermediate.pem()).string();
    const DovecotMailboxes server(freePort(), 0, Dovecot::tls(chain, folder.write("key.pem", leaf.keyPem())));
    const auto secret = folder.write("secret", "tanstaaftanstaaf\n");
    std::filesystem::permissions(secret, std::filesystem::perms::owner_read);
    const auto check = [&](const std::string& scheme, std::uint16_t port, const std::string& name) {
        auto all =
            throughLmtp(server.port(), "tim@example.test", scheme + "://tim@127.0.0.1:" + std::to_string(port) + "/");
        all.insert(all.end(), {"--mailbox-password-file", secret, "--ca-file", folder.write("ca.pem", pki.root.pem()),
                               "--mailbox-verify-name", name, "-t", scaled("20"), "-vvv"});
        return runCheck("check_mail_roundtrip", all);
    };
    const std::pair<const char*, std::uint16_t> ways[] = {{"imap", server.imapPort()},
                                                          {"imaps", server.imapsPort()},
                                                          {"pop3", server.pop3Port()},
                                                          {"pop3s", server.pop3sPort()}};
    for (const auto& [scheme, port] : ways) {
        CAPTURE(scheme);
        const auto result = check(scheme, port, "mail.example.test");
        INFO(result.out << result.err << server.log());
        CHECK(result.exitStatus == 0);
        CHECK(holds(result.firstLine(), "MAIL ROUNDTRIP OK - message arrived in "));
        CHECK(holds(result.out, "TLSv1.3"));
        const auto refused = check(scheme, port, "mail.elsewhere.test");
        INFO(refused.out << refused.err);
        CHECK(refused.exitStatus == 2);
        CHECK(holds(refused.out, "[CRITICAL] cert-name-mismatch"));
        CHECK_FALSE(holds(refused.out, "AUTHENTICATE"));
        CHECK_FALSE(holds(refused.out, "AUTH "));
    }
}
