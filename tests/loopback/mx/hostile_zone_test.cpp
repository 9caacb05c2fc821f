// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/mx/mx_run.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

/// Whatever stands in the zone: one clean line 1, perfdata that everybody reads the same, nothing harmful.
void checkForm(const ProcessResult& result)
{
    CHECK(result.signal == 0);
    CHECK(result.err.empty());
    CHECK(harmIn(result.out).empty());
    PluginOutput output;
    REQUIRE_NOTHROW(output = readAsGuidelines(result.out));
    const auto icinga = readAsIcinga(result.out);
    CHECK(icinga.dropped.empty());
    CHECK(icinga.metrics == output.metrics);
    for (const auto& item : output.metrics) {
        INFO(item.label);
        CHECK(item.label.find_first_of("=' |:\\") == std::string::npos);
    }
}

/// check_mx on a domain of 60 exchanges with 40 addresses each, all of them this server's.
ProcessResult checkCrowd(const HostileSmtp& server, const std::string& timeout)
{
    std::vector<std::string> records;
    for (int host = 0; host < 60; ++host) {
        const auto name = "mx" + std::to_string(host) + ".example.com.";
        records.push_back("example.com. MX 10 " + name);
        for (int address = 1; address <= 40; ++address) {
            records.push_back(name + " A 127.1." + std::to_string(host) + "." + std::to_string(address));
        }
    }
    const FakeDns dns(zoneOf(records));
    return checkMx(dns, server.port(), {"-t", scaled(timeout)});
}

} // namespace

TEST_CASE("Exchanges with odd octets in their names are shown escaped, and add no metric and no line")
{
    MailServers servers;
    servers.add(honestDialogue());
    std::vector<std::string> records;
    for (const auto* name : {R"(a\124b\061\049\059.example.com.)", R"(x\010\091OK\093\032all\032well.example.com.)",
                             R"(\027\09131m\060b\062\096\036\040id\041.example.com.)", R"(\255\254\000\..example.com.)",
                             R"(\039\039\0611.example.com.)", R"(x\058\058y.example.com.)"}) {
        records.push_back("example.com. MX 10 " + std::string(name));
        records.push_back(std::string(name) + " A 127.0.1.1");
    }
    const FakeDns dns(zoneOf(records));
    for (const auto& more : std::vector<std::vector<std::string>>{{}, {"-vvv"}}) {
        const auto result = checkMx(dns, servers.port(), more);
        INFO(result.out);
        CHECK(result.exitStatus == 1);
        CHECK(holds(result.firstLine(), "is no valid host name, but an exchange of example.com"));
        CHECK(holds(result.out, "is the address of 6 exchanges: "));
        CHECK(holds(result.out, "\\124"));
        checkForm(result);
    }
}

TEST_CASE("A name as long as names can be is no trouble")
{
    MailServers servers;
    servers.add(honestDialogue());
    const auto label = [](char c, std::size_t size) { return std::string(size, c) + "."; };
    const auto name = label('a', 63) + label('b', 63) + label('c', 63) + label('d', 61);
    const FakeDns dns(zoneOf({"example.com. MX 10 " + name, name + " A 127.0.1.1"}));
    const auto result = checkMx(dns, servers.port(), {"--dnsbl", "list.example", "--rdns"});
    INFO(result.out);
    CHECK(result.exitStatus == 1); // no PTR record, no such list
    checkForm(result);
}

TEST_CASE("The reason that a blocklist gives is quoted with everything harmful taken out")
{
    MailServers servers;
    servers.add(honestDialogue());
    auto records = exchanges(1);
    records.insert(records.end(),
                   {"list.example. A 127.0.1.1", "2.0.0.127.list.example. A 127.0.0.2",
                    "1.1.0.127.list.example. A 127.0.0.2",
                    R"(1.1.0.127.list.example. TXT "bad | x=1\010[OK] fine \027[31m<script>`id`$(id)\255")"});
    const FakeDns dns(zoneOf(records));
    const auto result = checkMx(dns, servers.port(), {"--dnsbl", "list.example"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.firstLine(), "mx1.example.com [127.0.1.1] is listed at list.example (127.0.0.2) \"bad / x=1"));
    checkForm(result);
}

TEST_CASE("Of a zone of thousands of addresses 250 are visited, and what was left out is told")
{
    HostileSmtp refusing({send("554 5.3.2 no service\r\n"), answerQuit()}, "0.0.0.0");
    const auto result = checkCrowd(refusing, "20");
    INFO(result.firstLine());
    CHECK(result.exitStatus == 2);
    CHECK(refusing.clients().size() == 250);
    CHECK(holds(result.firstLine(), "example.com 0 of 50 MX hosts work on port "));
    CHECK(holds(result.out, "[WARNING] mx-too-many example.com: has 60 exchanges; 10 of them were not looked at"));
    CHECK(holds(result.out,
                "[WARNING] mx-too-many mx0.example.com, mx1.example.com, mx10.example.com, mx11.example.com, "
                "mx12.example.com and 45 more: has 40 addresses; 35 of them were not looked at"));
    checkForm(result);
}

#ifndef __SANITIZE_ADDRESS__ // the sanitizer needs descriptors itself to look at what is thrown; other builds have this
TEST_CASE("A machine without a socket left is in no state to judge anybody: UNKNOWN, whatever some servers said")
{
    HostileSmtp waiting({pause(0.5), send("220 mx.example.com\r\n"), answerEhlo("250 mx\r\n"), answerQuit()},
                        "0.0.0.0");
    std::vector<std::string> records;
    for (int host = 1; host <= 30; ++host) {
        const auto name = "mx" + std::to_string(host) + ".example.com.";
        records.push_back("example.com. MX 10 " + name);
        records.push_back(name + " A 127.1.1." + std::to_string(host));
    }
    const FakeDns dns(zoneOf(records));
    const auto resolver = dns.endpoint().address.toString() + ":" + std::to_string(dns.endpoint().port);
    for (const auto* format : {"text", "json"}) {
        const auto result = run({"sh", "-c", "ulimit -n 16; exec \"$@\"", "sh", pluginPath("check_mx"), "-d",
                                 "example.com", "-p", std::to_string(waiting.port()), "--resolver", resolver, "-t",
                                 scaled("5"), "--severity", "address-not-global=ok", "--format", format});
        INFO(result.out << result.err);
        CHECK(result.exitStatus == 3);
        CHECK(result.err.empty());
        CHECK(holds(result.firstLine(), "this machine can't "));
        CHECK(holds(result.out, "local-fault"));
    }
}
#endif

// The verdict is told unless this machine can't think it through in the moment that is left after the deadline of the
// visits; then the watchdog answers, and it is the other test that shows the verdict.
TEST_CASE("A zone of thousands of silent addresses is answered within the deadline")
{
    const HostileSmtp silent({staySilent()}, "0.0.0.0");
    const auto result = checkCrowd(silent, "3");
    INFO(result.firstLine());
    CHECK(result.exitStatus == 2);
    CHECK(result.seconds < scaled(3.3));
    CHECK(result.firstLine().starts_with("MX CRITICAL - example.com "));
    CHECK(holds(result.firstLine(), "within "));
    checkForm(result);
}
