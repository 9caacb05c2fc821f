// SPDX-License-Identifier: GPL-3.0-or-later
// What check_mail_auth refuses before it asks anybody.
#include "support/catch.hpp"
#include "support/plugin.hpp"

#include <string>
#include <vector>

using namespace mpm::test;

namespace {

struct Refusal {
    std::vector<std::string> arguments;
    std::string sentence; ///< what line 1 must hold
};

/// A selector so long that no name has room for it.
std::string longSelector()
{
    std::string selector = std::string(60, 'a');
    for (int i = 0; i < 3; ++i) {
        selector += "." + std::string(60, 'a');
    }
    return selector;
}

std::string many(const std::string& prefix)
{
    std::string list = prefix + "0";
    for (int i = 1; i <= 100; ++i) {
        list += "," + prefix + std::to_string(i);
    }
    return list;
}

} // namespace

TEST_CASE("option: what check_mail_auth can't do is a usage error that names the option")
{
    const std::vector<Refusal> refusals{
        {{}, "no domain given; use -d DOMAIN"},
        {{"-d", ""}, "domain"},
        {{"-d", "a..b"}, "a..b"},
        {{"-d", "example.com", "--selector", "a..b"}, "--selector: 'a..b'"},
        {{"-d", "example.com", "--selector", "."}, "--selector: '.'"},
        {{"-d", "example.com", "--selector", longSelector()}, "there is no room for it in a name"},
        {{"-d", "example.com", "--selector", many("s")}, "--selector: more than 100 selectors"},
        {{"-d", "example.com", "--sender", "mail.example.com"}, "--sender: 'mail.example.com' is no IPv4 or IPv6"},
        {{"-d", "example.com", "--sender", "192.0.2.0/24"}, "--sender: '192.0.2.0/24' is no IPv4 or IPv6 address"},
        {{"-d", "example.com", "--sender", many("10.0.0.")}, "--sender: more than 100 addresses"},
        {{"-d", "example.com", "--sender", "10.0.0.1", "--mail-from", std::string(513, 'a')},
         "--mail-from: longer than 512 octets"},
        {{"-d", "example.com", "--sender", "10.0.0.1", "--helo", std::string(513, 'a')},
         "--helo: longer than 512 octets"},
        {{"-d", "example.com", "--dmarc-at-least", "strict"}, "--dmarc-at-least: 'strict' is not one of"},
        {{"-d", "example.com", "--require", "spf,bimi"}, "--require: 'bimi' is not one of"},
        {{"-d", "example.com", "--require", "dkim"}, "--require dkim needs --selector"},
        {{"-d", "example.com", "--sends-nothing", "--selector", "mail"}, "--sends-nothing and --selector exclude"},
        {{"-d", "example.com", "--sends-nothing", "--sender", "10.0.0.1"}, "--sends-nothing and --sender exclude"},
        {{"-d", "example.com", "--sends-nothing", "--require", "mta-sts"}, "--sends-nothing and --require of tls-rpt"},
        {{"-d", "example.com", "--sends-nothing", "--require", "tls-rpt"}, "--sends-nothing and --require of tls-rpt"},
        {{"-d", "example.com", "--ca-file", "/nonexistent"}, "--ca-file"},
        {{"-d", "example.com", "-w", "spf_lookup=8"}, "spf_lookup"},
    };
    for (const auto& refusal : refusals) {
        auto arguments = refusal.arguments;
        arguments.insert(arguments.end(), {"--resolver", "127.0.0.1:9"});
        const auto result = runCheck("check_mail_auth", arguments);
        INFO(result.out << result.err << "should hold: " << refusal.sentence);
        CHECK(result.exitStatus == 3);
        CHECK(result.firstLine().starts_with("MAIL AUTH UNKNOWN - "));
        CHECK(holds(result.firstLine(), refusal.sentence));
    }
}

TEST_CASE("option: an identity of SPF without a usable domain is no usage error")
{
    for (const auto* identity : {"", "a@b@c", "@", "no domain at all", "x@[192.0.2.1]"}) {
        const auto result = runCheck("check_mail_auth", {"-d", "example.com", "--resolver", "127.0.0.1:9", "--sender",
                                                         "10.0.0.1", "--mail-from", identity, "--helo", identity});
        INFO(identity << "\n" << result.out << result.err);
        CHECK(result.exitStatus == 2); // nobody answers at port 9
        CHECK(holds(result.out, "MAIL AUTH CRITICAL - "));
    }
}
