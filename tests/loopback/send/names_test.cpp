// SPDX-License-Identifier: GPL-3.0-or-later
// Names for which the DNS keeps silent, beside names that it knows.
#include "loopback/mx/mx_run.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

ProcessResult sendBy(const FakeDns& dns, std::uint16_t port, const std::vector<std::string>& more)
{
    std::vector<std::string> arguments{"-p",         std::to_string(port),
                                       "--resolver", resolverOption(dns),
                                       "--severity", "address-not-global=ok",
                                       "-f",         "a@example.org",
                                       "--to",       "b@example.com",
                                       "-F",         "client.example",
                                       "--stop-at",  "ehlo"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto result = runCheck("check_smtp_send", arguments);
    INFO(result.out);
    CHECK(result.err.empty());
    CHECK(harmIn(result.out).empty());
    CHECK_NOTHROW(readAsGuidelines(result.out));
    return result;
}

} // namespace

TEST_CASE("One MX host whose name the DNS keeps silent about costs a second and is a WARNING that names it")
{
    MailServers servers;
    servers.add(honestDialogue());
    for (const auto* family : {"", "AAAA "}) {
        CAPTURE(family);
        const FakeDns dns(zoneOf({"example.com. MX 10 mx1.example.com.", "example.com. MX 20 mute.example.com.",
                                  "mx1.example.com. A 127.0.1.1", "mute.example.com. A 127.0.1.9",
                                  "mute.example.com. " + std::string(family) + "SILENT"}));
        for (const auto* time : {"2", "10"}) {
            const auto result = sendBy(dns, servers.port(), {"--mx", "example.com", "-t", scaled(time)});
            INFO(result.out);
            CHECK(result.exitStatus == 1);
            CHECK(result.seconds < scaled(1.6));
            CHECK(holds(result.out, "[WARNING] mx-unresolvable mute.example.com: "));
            CHECK_FALSE(holds(result.out, "timed-out"));
            CHECK_FALSE(holds(result.firstLine(), "mx1.example.com"));
            CHECK_FALSE(holds(result.out, "Add A and AAAA records"));
        }
    }
}

TEST_CASE("A host whose AAAA look-up is never answered is reached by its A record, and told apart from its server")
{
    MailServers servers;
    servers.add(honestDialogue());
    const FakeDns dns(zoneOf({"mail.example.com. A 127.0.1.1", "mail.example.com. AAAA SILENT"}));
    const auto result = sendBy(dns, servers.port(), {"-H", "mail.example.com", "-t", scaled("10")});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(result.seconds < scaled(1.6));
    CHECK(holds(result.out, "[WARNING] timed-out mail.example.com: its AAAA look-up failed: no answer from "));
}

TEST_CASE("A DNS that is silent until the time is up counts as the user says")
{
    const FakeDns dns(zoneOf({"example.com. MX 10 mx1.example.com.", "mx1.example.com. SILENT"}));
    for (const auto& [time, status] :
         std::vector<std::pair<std::string, int>>{{"1:ok", 0}, {"1:warning", 1}, {"1", 2}, {"1:unknown", 3}}) {
        CAPTURE(time);
        const auto result = sendBy(dns, 25, {"--mx", "example.com", "-t", scaled(time)});
        INFO(result.out);
        CHECK(result.exitStatus == status);
        CHECK(result.seconds < scaled(1.3));
        CHECK(holds(result.firstLine(), "mx1.example.com look-up failed: no answer from "));
        CHECK((status == 0 || holds(result.out, "] timed-out mx1.example.com: ")));
        CHECK_FALSE(holds(result.out, "mx-unresolvable"));
    }
}

TEST_CASE("A name that does not exist is named once on line 1")
{
    const FakeDns dns(zoneOf({"example.com. MX 10 gone.example.com."}));
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"--mx", "example.com"}, {"-H", "gone.example.com"}}) {
        const auto result = sendBy(dns, 25, arguments);
        INFO(result.out);
        CHECK(result.exitStatus == 2);
        const auto line = result.firstLine();
        CHECK(line.find("gone.example.com") != std::string::npos);
        CHECK(line.find("gone.example.com") == line.rfind("gone.example.com"));
    }
}
