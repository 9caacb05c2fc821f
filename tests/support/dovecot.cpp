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

bool Dovecot::hasNewNames()
{
    const auto own = contentOf(unpackedUsr("dovecot-core") + "/share/dovecot/dovecot.conf");
    return own.find("\ndovecot_config_version") != std::string::npos;
}

Lines Dovecot::tls(const std::string& chain, const std::string& key)
{
    return hasNewNames() ? Lines{"ssl = yes", "ssl_server_cert_file = " + chain, "ssl_server_key_file = " + key}
                         : Lines{"ssl = yes", "ssl_cert = <" + chain, "ssl_key = <" + key};
}

Dovecot::Dovecot(const Lines& lines, const Lines& protocols)
{
    std::string all = "lmtp";
    auto layers = unpackedUsr("dovecot-lmtpd") + ":" + unpackedUsr("dovecot-core") + ":/usr";
    for (const auto& protocol : protocols) {
        all += " " + protocol;
        layers = unpackedUsr("dovecot-" + protocol + "d") + ":" + layers;
    }
    const auto here = folder().path().string();
    folder().folder("state");
    std::string text = hasNewNames() ? "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n" : "";
    text += "base_dir = " + here + "/run\nstate_dir = " + here + "/state\nlog_path = " + here +
            "/log\nprotocols = " + all +
            "\nlisten = 127.0.0.1\nhostname = dovecot.example.test\n"
            "service lmtp {\n  inet_listener lmtp {\n    port = " +
            std::to_string(port()) + "\n  }\n}\n";
    for (const auto& line : lines) {
        text += line + "\n";
    }
    const auto file = folder().write("dovecot.conf", text).string();
    start({"unshare", "--mount", "--propagation", "private", "sh", "-c",
           "mount -t overlay overlay -o \"lowerdir=$1\" /usr && exec dovecot -F -c \"$2\"", "sh", layers, file});
}

} // namespace mpm::test
