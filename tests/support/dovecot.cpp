// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dovecot.hpp"

#include "support/unpacked.hpp"

namespace mpm::test {
namespace {

std::string usrOf(const std::string& package)
{
    return unpacked(package, "usr").string();
}

} // namespace

bool Dovecot::hasNewNames()
{
    const auto own = contentOf(usrOf("dovecot-core") + "/share/dovecot/dovecot.conf");
    return own.find("\ndovecot_config_version") != std::string::npos;
}

Lines Dovecot::tls(const std::string& chain, const std::string& key)
{
    return hasNewNames() ? Lines{"ssl = yes", "ssl_server_cert_file = " + chain, "ssl_server_key_file = " + key}
                         : Lines{"ssl = yes", "ssl_cert = <" + chain, "ssl_key = <" + key};
}

Dovecot::Dovecot(const Lines& lines, const Lines& protocols, const Lines& packages)
{
    std::string all = "lmtp";
    auto layers = usrOf("dovecot-lmtpd") + ":" + usrOf("dovecot-core") + ":/usr";
    for (const auto& protocol : protocols) {
        all += " " + protocol;
        layers = usrOf("dovecot-" + protocol + "d") + ":" + layers;
    }
    for (const auto& package : packages) {
        layers = usrOf(package) + ":" + layers;
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
