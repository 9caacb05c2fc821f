// SPDX-License-Identifier: GPL-3.0-or-later
// What a check is started with and in: nothing of it changes an answer.
#include "local/machine.hpp"
#include "support/catch.hpp"

#include <string>

using namespace mpm::test;

namespace {

const std::string endless(5000, 'x');

struct Oddity {
    std::string name;
    std::string value;
    std::string cause = {}; ///< what "banner of a name" is UNKNOWN with; empty: nobody is
};

const std::vector<Oddity>& oddities()
{
    static const std::vector<Oddity> all{
        {"LC_ALL", "xx_YY.broken"},
        {"LC_ALL", "de_DE.UTF-8"},
        {"LC_ALL", endless},
        {"LANG", ""},
        {"LANGUAGE", "../../dev/zero"},
        {"LOCPATH", "/nonexistent"},
        {"NLSPATH", "/dev/zero"},
        {"HOME", ""},
        {"HOME", "not/absolute"},
        {"HOME", "/nonexistent"},
        {"TMPDIR", "/nonexistent"},
        {"TZ", ":/etc/passwd"},
        {"TZ", ":/dev/zero"},
        {"TZ", endless},
        {"LOCALDOMAIN", endless, "the variable LOCALDOMAIN has a word in its search list that is longer than any name"},
        {"LOCALDOMAIN", std::string(255, 'x')},
        {"RES_OPTIONS", "timeout:999999999999 attempts:99999 ndots:9999 rotate debug inet6 " + endless},
        {"HOSTALIASES", "/dev/null"},
        {"OPENSSL_CONF", "/nonexistent"},
        {"OPENSSL_CONF", "/etc/passwd"},
        {"OPENSSL_CONF", "/tmp"},
        {"OPENSSL_MODULES", "/nonexistent"},
        {"OPENSSL_ENGINES", "/nonexistent"},
        {"SSL_CERT_FILE", "/nonexistent"},
        {"SSL_CERT_DIR", "/etc/passwd"},
        {"GLIBC_TUNABLES", "glibc.malloc.check=9"},
        {"MALLOC_ARENA_MAX", "-1"},
        {"MP_CONFIG_PATH", endless},
        {"PATH", ""},
    };
    return all;
}

Wrapping shell(const std::string& commands)
{
    return {"sh", "-c", commands, "sh"};
}

} // namespace

TEST_CASE("no variable of the environment changes an answer")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        for (const auto& [name, value, cause] : oddities()) {
            CAPTURE(check.name, name, value.substr(0, 30));
            CHECK(checkSoundOrUnknown(runOn(check, {}, {{name, value}}), cause) ==
                  (check.name == "banner of a name" && !cause.empty()));
        }
        CAPTURE(check.name);
        CHECK_FALSE(checkSoundOrUnknown(runOn(check, {"env", "-i"}), ""));
    }
}

TEST_CASE("no descriptor that is closed and no folder that is gone changes an answer")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        for (const auto* commands :
             {"exec \"$@\" <&-", "exec \"$@\" <&- 2>&-", "cd $(mktemp -d); rmdir $PWD; exec \"$@\""}) {
            CAPTURE(check.name, commands);
            CHECK_FALSE(checkSoundOrUnknown(runOn(check, shell(commands)), ""));
        }
    }
}

TEST_CASE("a machine without /dev, /proc, /sys, locales or time zones gives the same answers")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        for (const auto* folder : {"/dev", "/sys", "/usr/lib/locale", "/usr/share/zoneinfo", "/etc/ssl"}) {
            CAPTURE(check.name, folder);
            CHECK_FALSE(checkSoundOrUnknown(runOn(check, mounted("mount -t tmpfs none " + std::string(folder))), ""));
        }
        CAPTURE(check.name);
        // The TLS module of a build is found through /proc, an installed one without.
        CHECK(checkSoundOrUnknown(runOn(check, mounted("mount -t tmpfs none /proc")), "TLS can't be loaded") ==
              (check.name == "banner inside TLS"));
    }
}

TEST_CASE("a program without a name and without arguments says what it lacks")
{
    for (const auto* plugin : {"check_smtp_banner", "check_mx", "check_smtp_tls", "check_smtp_send",
                               "check_dns_delegation", "check_mail_auth", "check_mail_roundtrip"}) {
        for (const auto* arguments : {"[]", "['']", "['/']", "['x'*3000]"}) {
            CAPTURE(plugin, arguments);
            const auto result =
                run({"python3", "-c",
                     "import ctypes, os, sys\n"
                     "words = [word.encode() for word in " +
                         std::string(arguments) +
                         "] + [None]\n"
                         "vector = (ctypes.c_char_p * len(words))(*words)\n"
                         "ctypes.CDLL(None).execve(sys.argv[1].encode(), vector, (ctypes.c_char_p * 1)(None))",
                     pluginPath(plugin)});
            checkUnknown(result, "given");
        }
    }
}
