// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/plugin.hpp"

#include <string>

using namespace mpm::test;

TEST_CASE("option --dns-only: a threshold on what only connections tell is a usage error")
{
    const auto [threshold, metric] = GENERATE(table<std::string, std::string>({
        {"reachable=1:", "reachable"},
        {"MX1.example.com.=1", "mx1.example.com"},
    }));
    const auto result = runCheck("check_mx", {"-d", "example.com", "--dns-only", "-c", threshold});
    CHECK(result.exitStatus == 3);
    CHECK(result.out == "MX UNKNOWN - a threshold on '" + metric + "' never applies with --dns-only\n");
}
