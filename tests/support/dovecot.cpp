// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dovecot.hpp"

#include "support/ports.hpp"

#include <stdexcept>

namespace mpm::test {

Dovecot::Dovecot() : saslPort_(freePort())
{
    const std::filesystem::path servers(SERVERS_DIR);
    for (const auto* needed : {"dovecot-core/usr/sbin/dovecot", "dovecot-lmtpd/usr/lib/dovecot/lmtp"}) {
        if (!std::filesystem::exists(servers / needed)) {
            throw std::runtime_error((servers / needed).string() + " is missing; tests/setup test gets it");
        }
    }
    const auto here = folder().path().string();
    folder().write("users", "tim:{PLAIN}tanstaaftanstaaf\n");
    std::filesystem::permissions(folder().folder("mail"), std::filesystem::perms::all);
    const auto listener = [](const std::string& name, std::uint16_t port) {
        return "  inet_listener " + name + " {\n    address = 127.0.0.1\n    port = " + std::to_string(port) +
               "\n  }\n";
    };
    const auto file = folder().write(
        "dovecot.conf",
        "protocols = lmtp\nssl = no\nlog_path = /dev/stderr\nhostname = dovecot.example.test\n"
        "base_dir = " +
            here + "/run\nstate_dir = " + here +
            "/run\n"
            "default_login_user = dovenull\ndefault_internal_user = dovecot\ndefault_internal_group = dovecot\n"
            "first_valid_uid = 1\nmail_location = maildir:" +
            here +
            "/mail/%n\nquota_full_tempfail = no\n"
            "disable_plaintext_auth = no\nauth_username_format = %Ln\n"
            "auth_mechanisms = plain login cram-md5 scram-sha-256\nauth_failure_delay = 0\n"
            "passdb {\n  driver = passwd-file\n  args = " +
            here +
            "/users\n}\n"
            "userdb {\n  driver = static\n"
            "  args = uid=dovecot gid=dovecot home=" +
            here +
            "/mail/%n allow_all_users=yes\n}\n"
            "service lmtp {\n" +
            listener("lmtp", port()) +
            "}\n"
            "service auth {\n" +
            listener("sasl", saslPort_) +
            "}\n"
            "service anvil {\n  chroot =\n}\n");
    const std::string script = "core=$0/dovecot-core/usr lmtp=$0/dovecot-lmtpd/usr; "
                               "mount -t overlay overlay -o lowerdir=$core/bin:/usr/bin /usr/bin && "
                               "mount -t overlay overlay -o lowerdir=$lmtp/lib:$core/lib:/usr/lib /usr/lib && "
                               "exec \"$@\"";
    start({"unshare", "--mount", "--propagation", "private", "sh", "-c", script, servers.string(),
           (servers / "dovecot-core/usr/sbin/dovecot").string(), "-F", "-c", file.string()});
}

} // namespace mpm::test
