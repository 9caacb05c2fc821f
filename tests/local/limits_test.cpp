// SPDX-License-Identifier: GPL-3.0-or-later
// Limits of the machine: what it can't give is its own fault, never a server's, a file's or a user's.
#include "local/machine.hpp"
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <map>
#include <string>

using namespace mpm::test;

namespace {

/// Without those that the test was started with, of which a test runner may leave some open.
Wrapping withDescriptors(int count)
{
    return {"bash", "-c",
            "for file in /proc/$$/fd/*; do number=${file##*/}; ((number < 3)) || eval \"exec $number>&-\"; done\n"
            "ulimit -n " +
                std::to_string(count) + "; exec \"$@\"",
            "bash"};
}

/// The least address space in KiB with which a plugin comes as far as main: what ld.so and the libraries' own
/// initialisers say before is out of its hands.
long leastForMain(const std::string& plugin)
{
    const auto comes = [&](long kibi) {
        const auto result = run({"prlimit", "--as=" + std::to_string(kibi * 1024), pluginPath(plugin), "--version"});
        return result.exitStatus == 3 && result.err.empty();
    };
    long least = 4096;
    long enough = 256L * 1024;
    REQUIRE(comes(enough));
    while (enough - least > 64) {
        const auto middle = (least + enough) / 2;
        (comes(middle) ? enough : least) = middle;
    }
    return enough + 64; // for where the kernel happens to put things
}

} // namespace

TEST_CASE("a machine without a descriptor left is UNKNOWN, and blames no file and no server")
{
    const Machine machine;
    std::map<std::string, int> unknown;
    for (int descriptors = 4; descriptors <= 24; descriptors += descriptors < 12 ? 1 : 4) {
        for (const auto& check : machine.checks()) {
            CAPTURE(descriptors, check.name);
            unknown[check.name] +=
                checkSoundOrUnknown(runOn(check, withDescriptors(descriptors)), "this machine can't ") ? 1 : 0;
        }
    }
    // Those that need two at once; the others get by with the one that ld.so needed before them.
    for (const auto* name : {"MX hosts", "MX records", "certificate by a folder of authorities",
                             "certificate for one of the client's own", "delegation", "registry"}) {
        CAPTURE(name);
        CHECK(unknown[name] >= 1);
    }
}

TEST_CASE("a machine with too little memory is UNKNOWN from the first line of main on")
{
    const Machine machine;
    std::map<std::string, long> least;
    for (const auto& check : machine.checks()) {
        auto& start = least[check.plugin];
        start = start == 0 ? leastForMain(check.plugin) : start;
        for (const long more : {0L, 100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 9000L, 12800L, 15000L}) {
            CAPTURE(check.name, start, more);
            checkUnknown(runOn(check, limited("--as=" + std::to_string((start + more) * 1024))), "memory");
        }
        for (const long more : {17000L, 20000L, 25000L, 30000L, 60000L, 120000L}) {
            CAPTURE(check.name, start, more);
            checkSoundOrUnknown(runOn(check, limited("--as=" + std::to_string((start + more) * 1024))), "memory");
        }
    }
}

TEST_CASE("a domain of many hosts on a machine with little memory is judged, or UNKNOWN, and nobody is called silent")
{
    const PrivateNetwork network;
    const TempDir folder;
    const TestPki pki;
    const auto authorities = folder.write("ca.pem", pki.root.pem()).string();
    const TlsServer mail({.chain = {pki.leaf(), pki.intermediate}}, "0.0.0.0");
    std::vector<std::string> records;
    for (int host = 1; host <= 40; ++host) {
        const auto name = "mx" + std::to_string(host) + ".example.com.";
        records.push_back("example.com. MX 10 " + name);
        for (int address = 1; address <= 2; ++address) {
            records.push_back(name + " A 127.1." + std::to_string(host) + "." + std::to_string(address));
        }
    }
    const FakeDns dns(zoneOf(records));
    for (const auto* plugin : {"check_smtp_banner", "check_smtp_tls"}) {
        const auto start = leastForMain(plugin);
        for (const long more : {16500L, 20000L, 40000L, 80000L, 320000L}) {
            CAPTURE(plugin, more);
            const SoundCheck check{"",
                                   plugin,
                                   {"--mx", "example.com", "-p", std::to_string(mail.port()), "-S", "--ca-file",
                                    authorities, "--no-verify", "--resolver", resolverOption(dns), "--severity",
                                    "address-not-global=ok"}};
            const auto result = runOn(check, limited("--as=" + std::to_string((start + more) * 1024)), {}, "6");
            INFO(result.out.substr(0, 2000) << result.err);
            CHECK((answered(result, "6") && (result.exitStatus == 0 || holds(result.firstLine(), "this machine"))));
            CHECK((more < 320000 || result.exitStatus == 0));
        }
    }
}

TEST_CASE("a stack of any size is raised, or too small and told")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        for (const auto* limit : {"--stack=65536:65536", "--stack=262144:262144"}) {
            CAPTURE(check.name, limit);
            checkUnknown(runOn(check, limited(limit)), "less than 512 KiB of stack");
        }
        for (const auto* limit :
             {"--stack=65536:unlimited", "--stack=1048576:1048576", "--stack=unlimited", "--stack=1000000000000"}) {
            CAPTURE(check.name, limit);
            CHECK_FALSE(checkSoundOrUnknown(runOn(check, limited(limit)), "memory"));
        }
    }
}

TEST_CASE("a user who may start no thread gets the same answers, one after another")
{
    const Machine machine;
    std::filesystem::permissions(machine.folder() / "password", std::filesystem::perms(0444));
    std::filesystem::permissions(machine.folder() / "client.key", std::filesystem::perms(0444));
    for (const auto* kept : {"cache", "state"}) {
        std::filesystem::permissions(machine.folder() / kept, std::filesystem::perms(0777));
    }
    for (const auto& check : machine.checks()) {
        for (const auto* limit : {"--nproc=0", "--nproc=1"}) {
            CAPTURE(check.name, limit);
            const auto result =
                runOn(check, {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "prlimit", limit});
            INFO(result.out << result.err);
            CHECK(answered(result));
            CHECK(result.exitStatus == 0);
        }
    }
}

TEST_CASE("a server is not called silent because there was no thread to ask it while another was")
{
    const PrivateNetwork network;
    const HostileSmtp silent({staySilent()}, "127.0.2.1");
    const HostileSmtp honest(honestDialogue(), "127.0.2.2", silent.port());
    const FakeDns dns(zoneOf({"example.com. MX 10 mx1.example.com.", "example.com. MX 20 mx2.example.com.",
                              "mx1.example.com. A 127.0.2.1", "mx2.example.com. A 127.0.2.2"}));
    const SoundCheck check{"",
                           "check_mx",
                           {"-d", "example.com", "-p", std::to_string(silent.port()), "--resolver", resolverOption(dns),
                            "--severity", "address-not-global=ok"}};
    const Wrapping nobody{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    const auto sound = runOn(check, nobody, {}, "1.5");
    INFO(sound.out);
    CHECK(sound.exitStatus == 1);
    auto lacking = nobody;
    lacking.insert(lacking.end(), {"prlimit", "--nproc=0"});
    checkUnknown(runOn(check, lacking, {}, "1.5"), "too few threads to look at 2 things at the same time");
}

TEST_CASE("data, queues and files without room are no trouble, or UNKNOWN")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        for (const auto* limit :
             {"--memlock=0", "--sigpending=0", "--msgqueue=0", "--locks=0", "--core=0", "--cpu=2"}) {
            CAPTURE(check.name, limit);
            CHECK_FALSE(checkSoundOrUnknown(runOn(check, limited(limit)), "memory"));
        }
        for (const auto* limit : {"--data=2000000", "--data=4000000", "--data=16000000"}) {
            CAPTURE(check.name, limit);
            if (std::string(check.plugin) != "check_smtp_tls" || std::string(limit) != "--data=2000000") { // ld.so's
                checkSoundOrUnknown(runOn(check, limited(limit)), "memory");
            }
        }
        CAPTURE(check.name);
        std::filesystem::remove_all(machine.folder() / "cache");
        std::filesystem::create_directory(machine.folder() / "cache");
        const bool keepsState = check.name == "round trip";
        const auto* cause = keepsState ? "can't write '" : "--cache-dir: can't write a file in";
        CHECK(checkSoundOrUnknown(runOn(check, limited("--fsize=0")), cause) ==
              (keepsState || check.name == "registry"));
    }
}

TEST_CASE("an answer that a limit on files cuts off is UNKNOWN")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        CAPTURE(check.name);
        const auto file = (machine.folder() / "answer").string();
        const auto result = runOn(check, {"sh", "-c", "ulimit -f 0; exec \"$@\" >" + file, "sh"});
        CHECK(result.exitStatus == 3);
        CHECK(result.err.empty());
        CHECK(contentOf(file).empty());
    }
}
