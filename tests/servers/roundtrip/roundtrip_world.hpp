// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/send/dovecot_mailboxes.hpp"
#include "support/plugin.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// The arguments that send to this LMTP server of loopback and read that mailbox.
inline std::vector<std::string> throughLmtp(std::uint16_t port, const std::string& to, const std::string& mailbox)
{
    return {"-H",        "127.0.0.1", "-p", std::to_string(port), "--lmtp", "-f", "a@example.org", "--to", to,
            "--mailbox", mailbox,     "-F", "client.example.test"};
}

/// A check that sends to Dovecot's LMTP server and reads tim's mailbox there.
class RoundtripWorld {
public:
    using Arguments = std::vector<std::string>;

    /// `settings`: further ones of Dovecot's.
    explicit RoundtripWorld(Lines settings = {}) : server(freePort(), 0, {}, std::move(settings))
    {
        namespace fs = std::filesystem;
        fs::permissions(folder_.write("secret", "tanstaaftanstaaf\n"), fs::perms::owner_read);
    }

    /// `scheme`: imap, pop3 or maildir.
    Arguments arguments(const std::string& scheme, const Arguments& more = {}) const
    {
        const auto port = scheme == "imap" ? server.imapPort() : server.pop3Port();
        const auto url = scheme == "maildir" ? "maildir:" + server.maildir("tim").string()
                                             : scheme + "://tim@localhost:" + std::to_string(port) + "/";
        auto all = throughLmtp(server.port(), "tim@example.test", url);
        if (scheme != "maildir") {
            all.insert(all.end(), {"--mailbox-password-file", file("secret"), "--auth-allow-clear"});
        }
        all.insert(all.end(), more.begin(), more.end());
        if (std::find(more.begin(), more.end(), "-t") == more.end()) {
            all.insert(all.end(), {"-t", scaled("20")});
        }
        return all;
    }

    ProcessResult check(const std::string& scheme, const Arguments& more = {}) const
    {
        return runCheck("check_mail_roundtrip", arguments(scheme, more));
    }

    /// A file of the test's own.
    std::string file(const std::string& name) const { return (folder_ / name).string(); }

    /// Messages in a folder of tim's mailbox.
    std::size_t count(const std::string& folder = "") const { return mailsIn(server.maildir("tim") / folder); }

    /// A message of somebody else's.
    void put(const std::string& name, const std::string& content) const
    {
        const auto path = server.maildir("tim") / name;
        std::ofstream(path, std::ios::binary) << content;
        std::filesystem::permissions(path, std::filesystem::perms::all);
    }

    DovecotMailboxes server;

private:
    TempDir folder_;
};

} // namespace mpm::test
