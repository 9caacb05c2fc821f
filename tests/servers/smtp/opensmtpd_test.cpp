// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/smtp/banner_of.hpp"

using namespace mpm::test;

TEST_CASE("OpenSMTPD is fine, and what it offers is seen")
{
    const OpenSmtpd server;
    const auto result = bannerOf(server.port(), {"-vvv"});
    checkFine(result);
    CHECK(holds(result.firstLine(), "greeting 220 opensmtpd.example.test ESMTP OpenSMTPD"));
    checkFine(bannerOf(server.port(), {"--expect-capability", "8BITMIME,SIZE>=1000000,ENHANCEDSTATUSCODES,DSN,HELP,"
                                                              "!STARTTLS,!PIPELINING"}));
}

TEST_CASE("OpenSMTPD answers NOOP, RSET and HELP, and knows no VRFY")
{
    const OpenSmtpd server;
    checkFine(bannerOf(server.port(), {"-C", "NOOP", "-R", "250 2.0.0", "-C", "RSET", "-R", "2yz", "-C", "HELP", "-R",
                                       "214", "-C", "VRFY postmaster", "-R", "500"}));
    const auto result = bannerOf(server.port(), {"-C", "VRFY postmaster", "-R", "2yz"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.firstLine(), "VRFY postmaster 500 5.5.1"));
}
