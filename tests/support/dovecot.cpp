// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dovecot.hpp"

#include <stdexcept>

namespace mpm::test {
namespace {

std::string unpackedUsr(const std::string& package)
{
    const auto path = std::filesystem::path(SERVERS_DIR) / package / "usr";
    if (!std::filesystem::exists(path)) {
        throw std::runtime_error(path.string() + " is missing; tests/setup test gets it");
    }
    return path.string();
}

} // namespace

Dovecot::Dovecot(const Lines& lines)
{
    const auto here = folder().path().string();
    folder().folder("state");
    std::string text = "base_dir = " + here + "/run\nstate_dir = " + here + "/state\nlog_path = " + here +
                       "/log\nprotocols = lmtp\nlisten = 127.0.0.1\nhostname = dovecot.example.test\n"
                       "service lmtp {\n  inet_listener lmtp {\n    address = 127.0.0.1\n    port = " +
                       std::to_string(port()) + "\n  }\n}\n";
    for (const auto& line : lines) {
        text += line + "\n";
    }
    const auto file = folder().write("dovecot.conf", text).string();
    const auto layers = unpackedUsr("dovecot-lmtpd") + ":" + unpackedUsr("dovecot-core") + ":/usr";
    start({"unshare", "--mount", "--propagation", "private", "sh", "-c",
           "mount -t overlay overlay -o \"lowerdir=$1\" /usr && exec dovecot -F -c \"$2\"", "sh", layers, file});
}

} // namespace mpm::test
