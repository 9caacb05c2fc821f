// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "check_dns_delegation/walk/root_hints.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("the built-in hints are thirteen root servers, each by both families", "[dns]")
{
    const auto hints = builtInRootHints();
    CHECK(hints.size() == 26);
    for (const auto& address : hints) {
        CHECK(address.isGlobal());
    }
}

TEST_CASE("a hints file is read as IANA publishes it", "[dns]")
{
    const auto hints = parseRootHints(";       This file holds the information on root name servers\n"
                                      ".                        3600000      NS    A.ROOT-SERVERS.NET.\n"
                                      "A.ROOT-SERVERS.NET.      3600000      A     198.41.0.4\n"
                                      "A.ROOT-SERVERS.NET.      3600000  IN  aaaa  2001:503:ba3e::2:30 ; v6\r\n");
    REQUIRE(hints.size() == 2);
    CHECK(hints[1].toString() == "2001:503:ba3e::2:30");
    CHECK_THROWS_AS(parseRootHints(""), UsageError);
    CHECK_THROWS_AS(parseRootHints(". NS a.root.\n"), UsageError);
    CHECK_THROWS_AS(parseRootHints("a.root. A 300.1.1.1\n"), UsageError);
    CHECK_THROWS_AS(parseRootHints("a.root. A\n"), UsageError);
}
