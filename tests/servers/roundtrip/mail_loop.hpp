// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/send/dovecot_mailboxes.hpp"
#include "support/opendkim.hpp"
#include "support/plugin.hpp"
#include "support/timing.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// A key for DKIM, and what is published of it.
struct DkimKey {
    std::string pem;
    std::string record;

    static DkimKey make()
    {
        DkimKey key;
        key.pem = run({"openssl", "genrsa", "2048"}).out;
        const auto text = run({"openssl", "rsa", "-pubout"}, {.input = key.pem}).out;
        key.record = "v=DKIM1; k=rsa; p=";
        for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
            const auto line = text.substr(at, text.find('\n', at) - at);
            key.record += line.starts_with("-----") ? "" : line;
        }
        return key;
    }
};

/// The whole way of a message: a Postfix that signs with OpenDKIM, one that takes mail for example.test and example.org
/// and has it verified, and Dovecot, whose Sieve sorts and answers.
class MailLoop {
public:
    using Arguments = std::vector<std::string>;

    explicit MailLoop(const DkimKey& signs = DkimKey::make()) : MailLoop(signs, signs) {}

    /// OpenDKIM verifies.
    MailLoop(const DkimKey& signs, const DkimKey& published)
        : MailLoop(signs, std::make_unique<OpenDkim>(OpenDkim::Does::Verify, published.record))
    {
    }

    MailLoop(const DkimKey& signs, std::unique_ptr<Milter> verifier)
        : verifier_(std::move(verifier)), signer_(OpenDkim::Does::Sign, signs.pem)
    {
        folder_.write("secret", "tanstaaftanstaaf\n");
        std::filesystem::permissions(folder_ / "secret", std::filesystem::perms::owner_read);
    }

    /// From tim@example.org to that user of example.test, read in tim's mailbox.
    ProcessResult check(const std::string& to, const Arguments& more, const std::string& timeout = "20") const
    {
        Arguments all{"-H",
                      "127.0.0.1",
                      "-p",
                      std::to_string(outgoing.port()),
                      "-f",
                      "tim@example.org",
                      "--to",
                      to + "@example.test",
                      "--mailbox",
                      mailbox("tim"),
                      "--mailbox-password-file",
                      (folder_ / "secret").string(),
                      "--auth-allow-clear",
                      "-F",
                      "client.example.org",
                      "--poll",
                      "0.2",
                      "-t",
                      scaled(timeout)};
        all.insert(all.end(), more.begin(), more.end());
        return runCheck("check_mail_roundtrip", all);
    }

    std::string mailbox(const std::string& user) const
    {
        return "imap://" + user + "@localhost:" + std::to_string(mailboxes.imapPort()) + "/";
    }

    std::string log() const { return outgoing.log() + incoming.log() + mailboxes.log() + verifier_->log(); }

private:
    static Postfix::Config config(const Milter& milter, const Lines& more)
    {
        Postfix::Config config{.main = milter.milter(), .master = {"smtp unix - - n - - smtp"}};
        config.main.insert(config.main.end(), more.begin(), more.end());
        config.main.insert(config.main.end(),
                           {"smtpd_peername_lookup = no", "disable_dns_lookups = yes", "mynetworks = 127.0.0.0/8",
                            "smtpd_relay_restrictions = "
                            "permit_mynetworks, reject"});
        return config;
    }

    TempDir folder_;
    std::uint16_t lmtpPort_ = freePort();
    std::unique_ptr<Milter> verifier_;
    OpenDkim signer_;

public:
    Postfix incoming{config(*verifier_, {"myhostname = mx.example.test", "relay_domains = example.test example.org",
                                         "relay_transport = lmtp:inet:127.0.0.1:" + std::to_string(lmtpPort_),
                                         "smtpd_recipient_restrictions = check_recipient_access "
                                         "inline:{nobody@example.test=reject}"})};
    Postfix outgoing{config(
        signer_, {"myhostname = out.example.org", "relayhost = [127.0.0.1]:" + std::to_string(incoming.port())})};
    DovecotMailboxes mailboxes{lmtpPort_, incoming.port()};
};

} // namespace mpm::test
