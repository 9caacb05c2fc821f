// SPDX-License-Identifier: GPL-3.0-or-later
// A machine without IPv6, without loopback, without any network. What it can't reach is told as its own trouble, and
// the status is that of a peer out of reach.
#include "local/machine.hpp"
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <string>

using namespace mpm::test;

namespace {

Wrapping elsewhere(const std::string& commands)
{
    return {"unshare", "-n", "sh", "-c", "set -e; " + commands + "\nexec \"$@\"", "sh"};
}

} // namespace

TEST_CASE("a machine without any network says so at once")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        CAPTURE(check.name);
        const auto result = runOn(check, elsewhere(":"));
        INFO(result.out << result.err);
        CHECK(answered(result));
        CHECK(result.exitStatus == 2);
        CHECK((holds(result.out, "no route") || holds(result.out, "etwork is unreachable")));
        CHECK(result.seconds < scaled(1.5));
    }
}

TEST_CASE("a machine without IPv6 gives the same answers by IPv4")
{
    const Machine machine;
    for (const auto& check : machine.checks()) {
        CAPTURE(check.name);
        const auto result =
            runOn(check, {"sh", "-c", "echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6; exec \"$@\"", "sh"});
        INFO(result.out << result.err);
        CHECK(answered(result));
        // Half of the name servers' addresses are of IPv6.
        const bool hasBoth = check.plugin == "check_dns_delegation";
        CHECK(result.exitStatus == (hasBoth ? 1 : 0));
        CHECK(holds(result.firstLine(), "was not asked over IPv6: this machine has no way to it") == hasBoth);
    }
    auto byIpv6 = machine.check("banner");
    byIpv6.arguments[1] = "::1";
    const auto result = runOn(byIpv6, {});
    INFO(result.out << result.err);
    CHECK(answered(result));
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.firstLine(), "this machine has no route to it"));
}
