// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/command.hpp"
#include "support/catch.hpp"

using namespace mpm;

namespace {

std::string command(const std::string& source, const char* domain = "shop.example")
{
    return registryCommand(source, DnsName::parse(domain));
}

} // namespace

TEST_CASE("The command asks the same server the same thing", "[registry]")
{
    CHECK(command("whois.nic.example") == "whois -h whois.nic.example shop.example");
    CHECK(command("whois.nic.example:4343") == "whois -h whois.nic.example -p 4343 shop.example");
    CHECK(command("192.0.2.1") == "whois -h 192.0.2.1 shop.example");
    CHECK(command("2001:db8::1") == "whois -h 2001:db8::1 shop.example");
    CHECK(command("[2001:db8::1]:4343") == "whois -h 2001:db8::1 -p 4343 shop.example");
    CHECK(command("https://rdap.example/v1/domain/shop.example?a=b&c=d") ==
          "curl -sSL 'https://rdap.example/v1/domain/shop.example?a=b&c=d'");
}

TEST_CASE("What a shell would take for more than words is not put into a command", "[registry]")
{
    for (const auto* source : {"", "x;reboot", "-oProxyCommand=x", "x y", "$(reboot)", "a`b`", "x|y", "x\ny",
                               "https://x/'; reboot; '", "https://x/`reboot`", "https://x/$HOME", "https://x/a b"}) {
        INFO(source);
        CHECK(command(source).empty());
    }
    CHECK(command("https://x/" + std::string(400, 'a')).empty());
    CHECK(command("whois.nic.example", "a\\;b.example").empty());
    CHECK(command("whois.nic.example", "*.example").empty());
}
