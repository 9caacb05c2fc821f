// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/smtp/banner_of.hpp"

using namespace mpm::test;

namespace {

const Lines threeLines{R"(smtp_banner = $primary_hostname ESMTP Exim\nAuthorised use only\nThank you)"};

} // namespace

TEST_CASE("Exim with a greeting of three lines is fine, and every line counts for --expect")
{
    const Exim server({.main = threeLines});
    const auto result = bannerOf(server.port(), {"-vvv"});
    checkFine(result);
    CHECK(holds(result.firstLine(), "greeting 220 exim.example.test ESMTP Exim"));
    CHECK(holds(result.out, "S: 220-Authorised use only"));
    CHECK(holds(result.out, "S: 220 Thank you"));
    checkFine(bannerOf(server.port(), {"-e", "exim.example.test", "-e", "Authorised", "-e", "Thank you"}));
    CHECK(bannerOf(server.port(), {"-e", "Thank me"}).exitStatus == 1);
}

TEST_CASE("What Exim offers is seen to the last line of its EHLO reply")
{
    const Exim server({.main = {"message_size_limit = 20M"}});
    checkFine(bannerOf(server.port(), {"--expect-capability", "PIPELINING,SIZE>=20000000,8BITMIME,HELP,!AUTH"}));
    CHECK(bannerOf(server.port(), {"--expect-capability", "AUTH"}).exitStatus == 2);
}

TEST_CASE("Exim answers VRFY, EXPN, NOOP, RSET and HELP as expected")
{
    const Exim server;
    checkFine(bannerOf(server.port(),
                       {"-C", "VRFY postmaster", "-R", "252",  "-C", "NOOP", "-R", "2yz",        "-C", "RSET",
                        "-R", "250 Reset OK",    "-C", "HELP", "-R", "214",  "-C", "EXPN staff", "-R", "550"}));
    const auto expn = bannerOf(server.port(), {"-C", "EXPN staff"});
    INFO(expn.out);
    CHECK(expn.exitStatus == 2);
    CHECK(holds(expn.out, "[CRITICAL] smtp-reply-5yz"));
    CHECK(holds(expn.firstLine(), "EXPN staff 550"));
}

TEST_CASE("Exim that refuses at connect is CRITICAL, one that defers is WARNING")
{
    const Exim refusing(
        {.main = {"acl_smtp_connect = acl_connect"}, .acls = {"acl_connect:", "  deny message = you are on a list"}});
    const auto refused = bannerOf(refusing.port());
    INFO(refused.out);
    CHECK(refused.exitStatus == 2);
    CHECK(holds(refused.firstLine(), "greeting 550 you are on a list"));

    const Exim deferring(
        {.main = {"acl_smtp_connect = acl_connect"}, .acls = {"acl_connect:", "  defer message = come back later"}});
    const auto deferred = bannerOf(deferring.port());
    INFO(deferred.out);
    CHECK(deferred.exitStatus == 1);
    CHECK(holds(deferred.firstLine(), "greeting 451 come back later"));
}

TEST_CASE("Exim that refuses the name in EHLO is CRITICAL at EHLO, and --fqdn mends it")
{
    const Exim server({.main = {"acl_smtp_helo = acl_helo"},
                       .acls = {"acl_helo:", "  accept condition = ${if eq{$sender_helo_name}{good.example.test}}",
                                "  deny message = your name is bad"}});
    const auto refused = bannerOf(server.port(), {"-F", "bad.example.test"});
    INFO(refused.out);
    CHECK(refused.exitStatus == 2);
    CHECK(holds(refused.firstLine(), "EHLO 550 your name is bad"));
    checkFine(bannerOf(server.port(), {"-F", "good.example.test"}));
}
