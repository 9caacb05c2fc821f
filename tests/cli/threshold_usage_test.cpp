// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds that can never apply are never taken in silence, and habits from other plugins are answered.
#include "support/catch.hpp"
#include "support/plugin.hpp"

#include <string>
#include <vector>

using namespace mpm::test;

namespace {

struct Habit {
    std::string plugin;
    std::vector<std::string> arguments;
    std::string answer; ///< what line 1 must hold
};

void checkRefused(const std::vector<Habit>& habits)
{
    for (const auto& habit : habits) {
        const auto result = runCheck(habit.plugin, habit.arguments);
        INFO(result.out);
        CHECK(result.exitStatus == 3);
        CHECK(result.lines().size() == 1);
        CHECK(result.err.empty());
        CHECK(holds(result.firstLine(), habit.answer));
    }
}

} // namespace

TEST_CASE("a threshold that can never apply is a usage error")
{
    checkRefused({
        {"check_smtp_tls", {"-H", "127.0.0.1", "-w", "20", "-c", "7"}, "-D 20,7"},
        {"check_smtp_tls", {"-H", "127.0.0.1", "-w", "30", "-c", "15"}, "-D 30,15"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "-w", "10", "-c", "5"}, "whatever is WARNING is CRITICAL already"},
        {"check_mx", {"-d", "example.com", "-w", "time=3", "-c", "time=2"}, "whatever is WARNING is CRITICAL already"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "-w", "tls=3"}, "'tls' never applies without --starttls or --smtps"},
        {"check_smtp_send", {"-H", "127.0.0.1", "--to", "b@example.com", "-w", "tls=3"}, "'tls' never applies"},
        {"check_smtp_tls", {"-H", "127.0.0.1", "--smtps", "-w", "starttls=3"}, "'starttls' never applies"},
        {"check_mx", {"-d", "example.com", "--dns-only", "-w", "accepting=1:"}, "'accepting' never applies"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "-w", "greeting=1,greeting=2"}, "greeting"},
    });
    const auto plain = runCheck("check_smtp_banner", {"-H", "127.0.0.1", "-w", "10", "-c", "5"});
    CHECK_FALSE(holds(plain.out, "-D")); // there is no certificate without TLS
}

TEST_CASE("seconds stay seconds where they can be, and equal limits are allowed")
{
    for (const auto& limits : std::vector<std::vector<std::string>>{
             {"-w", "5", "-c", "10"}, {"-w", "5", "-c", "5"}, {"-w", "time=@0:1", "-c", "@0:0.5"}}) {
        std::vector<std::string> arguments{"-H", "127.0.0.1", "-p", "1"};
        arguments.insert(arguments.end(), limits.begin(), limits.end());
        const auto result = runCheck("check_smtp_tls", arguments);
        INFO(result.out);
        CHECK(result.exitStatus == 2);
        CHECK(holds(result.firstLine(), "connection refused"));
    }
}

TEST_CASE("a habit from another plugin is answered with what does it here")
{
    checkRefused({
        {"check_smtp_banner", {"-H", "127.0.0.1:587"}, "-H 127.0.0.1 -p 587"},
        {"check_smtp_send", {"-H", "127.0.0.1", "-P", "secret"}, "--auth-password-file"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "-f", "a@example.org"}, "check_smtp_send"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "-C", "STARTTLS"}, "check_smtp_tls"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "-C", "auth login"}, "check_smtp_send"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "-C", "DATA"}, "check_smtp_send"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "-C", "NOOP", "-R", "25x"}, "'25x'"},
        {"check_smtp_banner", {"-H", "127.0.0.1", "--expect-capability", "SIZE=>10"}, "'SIZE=>10'"},
        {"check_smtp_send", {"-H", "127.0.0.1", "--to", "kate"}, "'kate' has no domain"},
        {"check_smtp_tls", {"-H", "127.0.0.1", "--certficate", "3"}, "did you mean --certificate?"},
    });
    const auto secret = runCheck("check_smtp_send", {"-H", "127.0.0.1", "-P", "hunter2"});
    CHECK_FALSE(holds(secret.out, "hunter2"));
    for (const auto& recipient :
         std::vector<std::vector<std::string>>{{"--to", "postmaster"}, {"--lmtp", "--to", "kate"}}) {
        std::vector<std::string> arguments{"-H", "127.0.0.1", "-p", "1"};
        arguments.insert(arguments.end(), recipient.begin(), recipient.end());
        CHECK(runCheck("check_smtp_send", arguments).exitStatus == 2);
    }
}
