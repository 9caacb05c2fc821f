// SPDX-License-Identifier: GPL-3.0-or-later
// --mx in an internet of the test's own: the hosts in the order in which a sender tries them.
#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"
#include "support/private_internet.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

TEST_CASE("check_smtp_send walks MX hosts by preference over dead, silent and busy ones, within its time")
{
    PrivateInternet internet(
        {{.name = "hosts.example",
          .records = "a A 20.0.1.1\ndown A 20.0.2.1\nbusy A 20.0.3.1\nsilent A 20.0.5.1\n"
                     "dual A 20.0.1.1\ndual AAAA 2a00:2::1\nb A 20.0.1.9\nnowhere TXT \"x\"\n"},
         {.name = "walk.example",
          .records = "@ MX 10 down.hosts.example.\n@ MX 20 busy.hosts.example.\n"
                     "@ MX 30 a.hosts.example.\n@ MX 40 b.hosts.example."},
         {.name = "silent.example", .records = "@ MX 10 silent.hosts.example.\n@ MX 20 a.hosts.example."},
         {.name = "dual.example", .records = "@ MX 10 dual.hosts.example."},
         {.name = "lost.example", .records = "@ MX 10 nowhere.hosts.example."},
         {.name = "null.example", .records = "@ MX 0 ."}});
    internet.addSink("20.0.1.1");
    internet.addMachine("20.0.2.1");
    internet.addMachine("2a00:2::1");
    internet.addScript("20.0.3.1", {send("421 4.3.2 too busy\r\n")});
    internet.addScript("20.0.5.1", {staySilent()});
    const auto sendTo = [&](const std::string& domain) {
        auto result =
            runCheck("check_smtp_send", {"--mx", domain, "--resolver", internet.resolver(), "-t", scaled("3"), "-f",
                                         "a@example.org", "--to", "b@" + domain, "-F", "client.example"});
        INFO(result.out << result.err);
        CHECK(result.err.empty());
        CHECK(result.seconds <= scaled(3.3));
        CHECK_NOTHROW(readAsGuidelines(result.out));
        return result;
    };
    const auto walked = sendTo("walk.example");
    INFO(walked.out);
    CHECK(walked.exitStatus == 1);
    CHECK(holds(walked.out, "[WARNING] connection-refused down.hosts.example [20.0.2.1]:25"));
    CHECK(holds(walked.out, "[WARNING] smtp-reply-4yz busy.hosts.example [20.0.3.1]:25"));
    CHECK_FALSE(holds(walked.out, "b.hosts.example"));
    CHECK(holds(walked.firstLine(), "1 of 3 addresses works"));

    const auto silent = sendTo("silent.example");
    INFO(silent.out);
    CHECK(silent.exitStatus == 1);
    CHECK(holds(silent.out, "[WARNING] timed-out silent.hosts.example [20.0.5.1]:25"));

    const auto dual = sendTo("dual.example");
    INFO(dual.out);
    CHECK(dual.exitStatus == 1);
    CHECK(holds(dual.firstLine(), "dual.hosts.example [2a00:2::1]:25 connection refused; 1 of 2 addresses works"));

    CHECK(sendTo("lost.example").exitStatus == 2);
    const auto null = sendTo("null.example");
    CHECK(null.exitStatus == 2);
    CHECK(holds(null.out, "[CRITICAL] mx-null"));
    CHECK(sendTo("gone.example").exitStatus == 2);
}
