// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine's resolver reads: missing, broken or hostile, it never ends a check with words of glibc's, and what
// is no server's fault is UNKNOWN.
#include "local/machine.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm::test;

namespace {

/// Which checks a fault concerns.
enum class Hurts : std::uint8_t {
    Nobody,
    Libc,    ///< those that leave a name to glibc
    Lookups, ///< those that ask the system's resolver for a name, though /etc/hosts may know it
    Dns,     ///< those of them that ask the DNS
};

struct BrokenFile {
    std::string name;
    std::string file;
    std::string content; ///< "" is an empty file; "zero", "pipe": that in its place
    Hurts hurts;
    std::string cause;
};

std::vector<BrokenFile> brokenFiles()
{
    const std::string resolv = "/etc/resolv.conf";
    const auto none = "no DNS server is configured";
    const auto word = "has a word in its search list that is longer than any name";
    const auto repeated = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) {
            all += text;
        }
        return all;
    };
    const std::string own = "nameserver 127.0.0.1\n";
    return {
        {"a search word of 5,000 letters", resolv, own + "search " + std::string(5000, 'x') + "\n", Hurts::Lookups,
         word},
        {"a domain of 5,000 letters", resolv, own + "domain " + std::string(5000, 'x') + "\n", Hurts::Lookups, word},
        {"a search word of 256 letters", resolv, own + "search " + std::string(256, 'x') + "\n", Hurts::Lookups, word},
        {"a search word of 255 letters", resolv, "search " + std::string(255, 'x') + "\n", Hurts::Dns, none},
        {"3,000 search words", resolv, "search " + repeated("a.example ", 3000) + "\n", Hurts::Dns, none},
        {"an empty resolv.conf", resolv, "", Hurts::Dns, none},
        {"NUL octets in resolv.conf", resolv, std::string("nameserver\0 127.0.0.1\0\n\0", 24), Hurts::Dns, none},
        {"name servers that are none", resolv, "nameserver 999.1.1.1\nnameserver x\nnameserver\n", Hurts::Dns, none},
        {"options beyond measure", resolv,
         repeated("options timeout:99999999999999999999 attempts:9999 ndots:-1\n", 300), Hurts::Dns, none},
        {"a resolv.conf of 10 MB", resolv, repeated("# nothing\n", 1000000), Hurts::Lookups, "is over 64 KiB"},
        {"an endless resolv.conf", resolv, "zero", Hurts::Lookups, "is over 64 KiB"},
        {"a pipe for resolv.conf", resolv, "pipe", Hurts::Lookups, "is a pipe"},
        {"a hosts file of 2 MB", "/etc/hosts", "127.0.0.1 localhost " + repeated("name ", 400000) + "\n", Hurts::Nobody,
         ""},
        {"NUL octets in hosts", "/etc/hosts", std::string("\0\0\0\n127.0.0.1 localhost\n\0", 25), Hurts::Nobody, ""},
        {"an empty nsswitch.conf", "/etc/nsswitch.conf", "", Hurts::Nobody, ""},
        {"a broken nsswitch.conf", "/etc/nsswitch.conf", "hosts: files [NOTFOUND=] dns [[[\n" + std::string(5000, '['),
         Hurts::Libc, "look-up: name lookup: "},
        {"services that are none", "/etc/nsswitch.conf", "hosts: files " + repeated("nosuch ", 500) + "\n",
         Hurts::Nobody, ""},
        {"a gai.conf of 50,000 rules", "/etc/gai.conf", repeated("precedence ::/0 1\n", 50000), Hurts::Nobody, ""},
        {"a broken host.conf", "/etc/host.conf", "multi nonsense\ntrim " + std::string(5000, 'x') + "\n", Hurts::Nobody,
         ""},
        {"a broken openssl.cnf", "/etc/ssl/openssl.cnf", "[[[\n" + std::string(5000, '='), Hurts::Nobody, ""},
    };
}

struct Row {
    SoundCheck check;
    Hurts asks; ///< what it asks of the system's resolver
};

std::vector<Row> rows(const Machine& machine)
{
    std::vector<Row> all;
    for (const auto& check : machine.checks()) {
        all.push_back({check, check.name == "banner of a name" ? Hurts::Lookups : Hurts::Nobody});
    }
    all.push_back({{"banner of an unknown name", "check_smtp_banner", {"-H", "mail.nowhere.example"}}, Hurts::Dns});
    all.push_back({{"MX by the system's resolver", "check_mx", {"-d", "nowhere.example"}}, Hurts::Dns});
    all.push_back({{"certificates of MX hosts", "check_smtp_tls", {"--mx", "nowhere.example"}}, Hurts::Dns});
    return all;
}

std::string place(const BrokenFile& broken, const Machine& machine)
{
    const auto target = " " + broken.file;
    if (broken.content == "zero") {
        return "mount --bind /dev/zero" + target;
    }
    const auto source = (machine.folder() / "broken").string();
    std::filesystem::remove(source);
    if (broken.content == "pipe") {
        return "mkfifo " + source + "; mount --bind " + source + target;
    }
    machine.file("broken", broken.content);
    return "mount -t tmpfs none /mnt; touch" + target + "; mount --bind " + source + target;
}

void checkRow(const Row& row, const BrokenFile& broken, const Machine& machine)
{
    CAPTURE(broken.name, row.check.name);
    const auto result = runOn(row.check, mounted(place(broken, machine)));
    const bool hurt = row.asks != Hurts::Nobody && (broken.hurts == Hurts::Lookups || broken.hurts == row.asks ||
                                                    (broken.hurts == Hurts::Libc && row.asks == Hurts::Lookups));
    if (hurt) {
        checkUnknown(result, broken.cause);
        return;
    }
    INFO(result.out << result.err);
    CHECK(answered(result));
    if (row.asks != Hurts::Dns) { // there is nobody to answer here
        CHECK(result.exitStatus == 0);
    }
}

} // namespace

TEST_CASE("files of the resolver that are missing, broken or hostile are told as this machine's fault")
{
    const Machine machine;
    for (const auto& broken : brokenFiles()) {
        for (const auto& row : rows(machine)) {
            checkRow(row, broken, machine);
        }
    }
}

TEST_CASE("a machine without /etc is told as one without a resolver")
{
    const Machine machine;
    for (const auto& row : rows(machine)) {
        CAPTURE(row.check.name);
        const auto result = runOn(row.check, mounted("mount -t tmpfs none /etc"));
        if (row.asks == Hurts::Nobody) {
            CHECK_FALSE(checkSoundOrUnknown(result, ""));
        } else {
            checkUnknown(result, "no DNS server is configured");
        }
    }
}

TEST_CASE("no folder of authorities at all is not taken for a server's chain without end")
{
    const Machine machine;
    auto check = machine.check("certificate");
    check.arguments.resize(check.arguments.size() - 2);
    const auto result = runOn(check, mounted("mount -t tmpfs none /etc/ssl"));
    INFO(result.out << result.err);
    CHECK(answered(result));
    CHECK(result.exitStatus == 2);
}
