// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/dovecot.hpp"
#include "support/ports.hpp"
#include "support/temp_dir.hpp"

#include <cstdint>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>

namespace mpm::test {

/// How many messages a folder of a Maildir holds.
inline std::size_t mailsIn(const std::filesystem::path& maildir)
{
    std::size_t files = 0;
    for (const auto* state : {"new", "cur"}) {
        if (std::filesystem::exists(maildir / state)) {
            const std::filesystem::directory_iterator first(maildir / state);
            files += static_cast<std::size_t>(std::distance(first, std::filesystem::directory_iterator()));
        }
    }
    return files;
}

/// Dovecot whose LMTP server takes mail for every recipient, and whose SASL a Postfix can use. The users `tim` and
/// `echo` have the password `tanstaaftanstaaf`, and can read their mailboxes by IMAP and POP3.
class DovecotMailboxes {
public:
    /// `lmtpPort`: a port for LMTP that was known before. `submissionPort`: of a server that takes what Sieve sends;
    /// with one, mail to `echo` is answered (RFC 5230), and mail to `tim` with "prize" in its subject is junk.
    /// `tls`: the lines of Dovecot::tls; with them there are STARTTLS, STLS, and ports with TLS from the first octet
    /// on.
    /// `more`: further settings.
    explicit DovecotMailboxes(std::uint16_t lmtpPort = freePort(), std::uint16_t submissionPort = 0, Lines tls = {},
                              Lines more = {})
        : lmtpPort_(lmtpPort), submissionPort_(submissionPort), tls_(std::move(tls)), more_(std::move(more))
    {
    }

    std::uint16_t port() const { return server_.port(); }
    std::uint16_t saslPort() const { return saslPort_; }
    std::uint16_t lmtpPort() const { return lmtpPort_; }
    std::uint16_t imapPort() const { return imapPort_; }
    std::uint16_t pop3Port() const { return pop3Port_; }
    std::uint16_t imapsPort() const { return imapsPort_; }
    std::uint16_t pop3sPort() const { return pop3sPort_; }
    std::string log() const { return server_.log(); }

    /// The maildir of a recipient, by local part.
    std::filesystem::path maildir(const std::string& user) const { return folder_ / ("mail/" + user); }

private:
    static Lines oldNames(const std::string& here)
    {
        return {"disable_plaintext_auth = no", "auth_username_format = %Ln",
                "mail_location = maildir:" + here + "/mail/%n",
                "passdb {\n  driver = passwd-file\n  args = " + here + "/users\n}",
                "userdb {\n  driver = static\n  args = uid=dovecot gid=dovecot home=" + here +
                    "/mail/%n allow_all_users=yes\n}"};
    }

    static Lines newNames(const std::string& here)
    {
        const auto box = here + "/mail/%{user | username}";
        return {"auth_allow_cleartext = yes",
                "auth_username_format = %{user | username | lower}",
                "mail_driver = maildir",
                "mail_path = " + box,
                "passdb passwd-file {\n  passwd_file_path = " + here + "/users\n}",
                "userdb static {\n  userdb_static_allow_all_users = yes\n  fields {\n    uid = dovecot\n"
                "    gid = dovecot\n    home = " +
                    box + "\n  }\n}"};
    }

    std::string listener(const std::string& protocol, std::uint16_t port, std::uint16_t tlsPort) const
    {
        return "service " + protocol + "-login {\n  inet_listener " + protocol +
               " {\n    port = " + std::to_string(port) + "\n  }\n  inet_listener " + protocol +
               "s {\n    port = " + std::to_string(tls_.empty() ? 0 : tlsPort) + "\n    ssl = yes\n  }\n}";
    }

    /// Each user's script is ~/.dovecot.sieve.
    Lines sieve() const
    {
        const auto write = [&](const std::string& user, const std::string& script) {
            folder_.write("mail/" + user + "/.dovecot.sieve", script);
            std::filesystem::permissions(folder_ / ("mail/" + user), std::filesystem::perms::all);
        };
        write("echo", "require [\"vacation\", \"vacation-seconds\"];\nvacation :seconds 0 \"Here I am.\";\n");
        write("tim", "require \"fileinto\";\nif header :contains \"Subject\" \"prize\" { fileinto \"Unrat\"; }\n");
        const auto submission = "submission_host = 127.0.0.1:" + std::to_string(submissionPort_);
        if (Dovecot::hasNewNames()) {
            return {submission, "protocol lmtp {\n  mail_plugins {\n    sieve = yes\n  }\n}",
                    "sieve_script personal {\n  path = ~/.dovecot.sieve\n}",
                    "sieve_extensions {\n  vacation-seconds = yes\n}", "sieve_vacation_min_period = 0"};
        }
        return {submission, "protocol lmtp {\n  mail_plugins = $mail_plugins sieve\n}",
                "plugin {\n  sieve_extensions = +vacation-seconds\n  sieve_vacation_min_period = 0\n}"};
    }

    Lines lines() const
    {
        const auto here = folder_.path().string();
        folder_.write("users", "tim:{PLAIN}tanstaaftanstaaf\necho:{PLAIN}tanstaaftanstaaf\n");
        std::filesystem::permissions(folder_.folder("mail"), std::filesystem::perms::all);
        Lines all{
            "auth_mechanisms = plain login cram-md5 scram-sha-256",
            "auth_failure_delay = 0",
            "first_valid_uid = 1",
            "service auth {\n  inet_listener sasl {\n    port = " + std::to_string(saslPort_) + "\n  }\n}",
            listener("imap", imapPort_, imapsPort_),
            listener("pop3", pop3Port_, pop3sPort_),
            "namespace inbox {\n  inbox = yes\n  mailbox Unrat {\n    special_use = \\Junk\n    auto = subscribe\n"
            "  }\n}"};
        const auto own = Dovecot::hasNewNames() ? newNames(here) : oldNames(here);
        all.insert(all.end(), own.begin(), own.end());
        const auto tls = tls_.empty() ? Lines{"ssl = no"} : tls_;
        all.insert(all.end(), tls.begin(), tls.end());
        all.push_back("service lmtp {\n  inet_listener known {\n    port = " + std::to_string(lmtpPort_) + "\n  }\n}");
        const auto scripts = submissionPort_ == 0 ? Lines() : sieve();
        all.insert(all.end(), scripts.begin(), scripts.end());
        all.insert(all.end(), more_.begin(), more_.end());
        return all;
    }

    TempDir folder_;
    std::uint16_t lmtpPort_;
    std::uint16_t submissionPort_;
    Lines tls_;
    Lines more_;
    std::uint16_t saslPort_ = freePort();
    std::uint16_t imapPort_ = freePort();
    std::uint16_t pop3Port_ = freePort();
    std::uint16_t imapsPort_ = freePort();
    std::uint16_t pop3sPort_ = freePort();
    Dovecot server_{lines(), {"imap", "pop3"}, submissionPort_ == 0 ? Lines() : Lines{"dovecot-sieve"}};
};

} // namespace mpm::test
