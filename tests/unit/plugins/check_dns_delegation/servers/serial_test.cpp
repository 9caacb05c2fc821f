// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/servers/serial.hpp"
#include "support/catch.hpp"

using namespace mpm;

TEST_CASE("serials go round in a circle", "[dns]")
{
    CHECK(isNewerSerial(2, 1));
    CHECK_FALSE(isNewerSerial(1, 2));
    CHECK_FALSE(isNewerSerial(1, 1));
    CHECK(isNewerSerial(0, 0xFFFFFFFFU));
    CHECK(isNewerSerial(0x7FFFFFFFU, 0));
    CHECK_FALSE(isNewerSerial(0x80000000U, 0)); // exactly opposite: RFC 1982 leaves it undefined
    CHECK(newestSerial({0xFFFFFFFEU, 1, 0xFFFFFFFFU}) == 1);
    CHECK(serialSpread({0xFFFFFFFEU, 1, 0xFFFFFFFFU}) == 3);
    CHECK(serialSpread({7}) == 0);
    CHECK(serialSpread({}) == 0);
}
