// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/mx/mx_run.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

/// The MX look-up failed: CRITICAL in time, and line 1 names the domain, the server and this.
void checkFailed(const ProcessResult& result, const std::string& server, const std::string& why)
{
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(result.err.empty());
    CHECK(result.seconds < scaled(2.3));
    CHECK(holds(result.firstLine(), "MX CRITICAL - example.com MX look-up failed: "));
    CHECK(holds(result.firstLine(), server));
    CHECK(holds(result.firstLine(), why));
    CHECK(holds(result.out, "[CRITICAL] dns-failed example.com: "));
    CHECK(harmIn(result.out).empty());
    CHECK_NOTHROW(readAsGuidelines(result.out));
}

void checkDns(const std::string& fault, const std::string& why)
{
    const FakeDns dns(zoneOf({"example.com. " + fault}));
    checkFailed(checkMx(dns, 25), dns.endpoint().toString(), why);
}

} // namespace

TEST_CASE("A DNS server that never answers is CRITICAL by name within the deadline")
{
    checkDns("SILENT", "no answer");
}

TEST_CASE("A DNS server that answers SERVFAIL is CRITICAL at once")
{
    checkDns("SERVFAIL", "SERVFAIL for example.com MX");
}

TEST_CASE("A DNS server that answers garbage is CRITICAL within the deadline")
{
    checkDns("GARBAGE", "");
}

TEST_CASE("A DNS server that is not there is CRITICAL at once")
{
    std::string resolver;
    {
        const FakeDns gone(zoneOf(FakeZone{}));
        resolver = resolverOption(gone);
    }
    const auto result = runCheck("check_mx", {"-d", "example.com", "--resolver", resolver, "-t", scaled("2")});
    checkFailed(result, resolver.substr(resolver.find(':')), "");
    CHECK(result.seconds < scaled(1));
}

TEST_CASE("With one of two DNS servers dead the other's answer counts")
{
    MailServers servers;
    servers.add(honestDialogue());
    const FakeDns dead([](const FakeDnsQuery&) { return std::vector<FakeDnsPacket>{}; });
    const FakeDns good(zoneOf(exchanges(1)));
    const auto result = runCheck("check_mx", {"-d", "example.com", "-p", std::to_string(servers.port()), "--resolver",
                                              resolverOption(dead), "--resolver", resolverOption(good), "--severity",
                                              "address-not-global=ok", "-t", scaled("10")});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
}

TEST_CASE("A malformed domain or resolver is a usage error that quotes it")
{
    const std::vector<std::vector<std::string>> bad{{"-d", "exa mple.com"},
                                                    {"-d", "example..com"},
                                                    {"-d", "192.0.2.1"},
                                                    {"-d", ""},
                                                    {"-d", std::string(64, 'a') + ".example"},
                                                    {"-d", "example.com", "--resolver", "dns.example"},
                                                    {"-d", "example.com", "--resolver", "192.0.2.1:0"},
                                                    {"-d", "example.com", "--resolver", "192.0.2.1:70000"},
                                                    {"-d", "example.com", "--resolver", "2001:db8::1:53]"},
                                                    {"-d", "example.com", "--min-hosts", "0"},
                                                    {"-d", "example.com", "--expect-mx", "ten mx1.example.com"},
                                                    {"-d", "example.com", "--dnsbl", "bad zone"}};
    for (const auto& arguments : bad) {
        const auto result = runCheck("check_mx", arguments);
        INFO(arguments.back() << "\n" << result.out);
        CHECK(result.exitStatus == 3);
        CHECK(result.lines().size() == 1);
        CHECK(holds(result.firstLine(), "'" + arguments.back() + "'"));
        CHECK(result.err.empty());
    }
}
