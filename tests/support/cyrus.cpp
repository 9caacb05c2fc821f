// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cyrus.hpp"

#include "support/unpacked.hpp"

#include <stdexcept>

namespace mpm::test {
namespace {

constexpr auto host = "cyrus.example.test";

Lines settings(const std::string& here)
{
    return {"configdirectory: " + here + "/conf",
            "partition-default: " + here + "/spool",
            "defaultpartition: default",
            "proc_path: " + here + "/proc",
            "mboxname_lockpath: " + here + "/lock",
            "lmtpsocket: " + here + "/lmtp.socket",
            "idlesocket: " + here + "/idle.socket",
            "notifysocket: " + here + "/notify.socket",
            "sieveusehomedir: no",
            "sievedir: " + here + "/sieve",
            "servername: " + std::string(host),
            "unixhierarchysep: yes",
            "autocreate_quota: 0",
            "autocreate_post: yes",
            "autocreate_inbox_folders: Junk",
            "xlist-junk: Junk",
            "allowplaintext: yes",
            "sasl_mech_list: PLAIN LOGIN SCRAM-SHA-256",
            "sasl_pwcheck_method: auxprop",
            "sasl_auxprop_plugin: sasldb",
            "sasl_sasldb_path: " + here + "/users"};
}

} // namespace

Cyrus::Cyrus()
{
    const auto here = folder().path().string();
    const auto file = folder().write("imapd.conf", joined(settings(here))).string();
    for (const auto* name : {"conf", "spool", "proc", "lock", "sieve"}) {
        giveTo("cyrus", folder().folder(name));
    }
    giveTo("cyrus", here);
    const auto addUser =
        run({unpacked("sasl2-bin", "usr/sbin/saslpasswd2"), "-p", "-c", "-f", here + "/users", "-u", host, "tim"},
            {.input = "tanstaaftanstaaf"});
    if (addUser.exitStatus != 0) {
        throw std::runtime_error("saslpasswd2: " + addUser.err);
    }
    giveTo("cyrus", here + "/users");
    const auto programs = unpacked("cyrus-common", "usr/lib/cyrus/bin").string();
    const auto imapd = unpacked("cyrus-imapd", "usr/lib/cyrus/bin/imapd").string();
    const auto service = [&](const std::string& name, const std::string& command, std::uint16_t port) {
        return "  " + name + " cmd=\"" + command + "\" listen=\"127.0.0.1:" + std::to_string(port) + "\" prefork=0";
    };
    const auto services = folder().write(
        "cyrus.conf", joined({"START {", "  recover cmd=\"" + programs + "/ctl_cyrusdb -C " + file + " -r\"", "}",
                              "SERVICES {", service("imap", imapd + " -C " + file, imapPort_),
                              service("lmtp", programs + "/lmtpd -C " + file + " -a", port()), "}", "EVENTS {", "}"}));
    start({programs + "/master", "-D", "-C", file, "-M", services, "-p", here + "/pid"},
          {{"LD_LIBRARY_PATH", unpackedLibraries("cyrus-common", "libcyrus.so.0")}});
}

} // namespace mpm::test
