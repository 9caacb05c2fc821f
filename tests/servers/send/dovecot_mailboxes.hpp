// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/dovecot.hpp"
#include "support/ports.hpp"
#include "support/temp_dir.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace mpm::test {

/// Dovecot whose LMTP server takes mail for every recipient, and whose SASL a Postfix can use. The user `tim` has the
/// password `tanstaaftanstaaf`.
class DovecotMailboxes {
public:
    std::uint16_t port() const { return server_.port(); }
    std::uint16_t saslPort() const { return saslPort_; }
    std::string log() const { return server_.log(); }

    /// The maildir of a recipient, by local part.
    std::filesystem::path maildir(const std::string& user) const { return folder_ / ("mail/" + user); }

private:
    Lines lines() const
    {
        const auto here = folder_.path().string();
        folder_.write("users", "tim:{PLAIN}tanstaaftanstaaf\n");
        std::filesystem::permissions(folder_.folder("mail"), std::filesystem::perms::all);
        return {"ssl = no",
                "disable_plaintext_auth = no",
                "auth_mechanisms = plain login cram-md5 scram-sha-256",
                "auth_failure_delay = 0",
                "auth_username_format = %Ln",
                "first_valid_uid = 1",
                "mail_location = maildir:" + here + "/mail/%n",
                "passdb {\n  driver = passwd-file\n  args = " + here + "/users\n}",
                "userdb {\n  driver = static\n  args = uid=dovecot gid=dovecot home=" + here +
                    "/mail/%n allow_all_users=yes\n}",
                "service auth {\n  inet_listener sasl {\n    address = 127.0.0.1\n    port = " +
                    std::to_string(saslPort_) + "\n  }\n}"};
    }

    TempDir folder_;
    std::uint16_t saslPort_ = freePort();
    Dovecot server_{lines()};
};

} // namespace mpm::test
