// SPDX-License-Identifier: GPL-3.0-or-later
// The relay test against servers that hang up, slow down, count errors or let few in.
#include "loopback/send/send_verdict.hpp"

#include <atomic>

using namespace mpm::test;

namespace {

/// How a server takes strangers.
struct Habits {
    std::string rcpt = "554 5.7.1 Relay access denied\r\n";
    std::string rset = "250 ok\r\n"; ///< empty: silence
    double delay = 0;                ///< seconds before each answer to RCPT
    int perConnection = 100;         ///< answers to RCPT on one connection; then `parting`, and the end
    std::string parting = {};        ///< in the same segment as the last of them
    std::string onlyThis = {};       ///< not empty: recipients with this are accepted, at others `parting` and the end
    std::string afterRcpt = {};      ///< said unasked, some time behind each answer to RCPT
    std::string silentAbout = "nobody"; ///< a recipient at whose name the connection ends without an answer
    std::string laterGreeting = {};     ///< not empty: of every connection but the first, and its end
};

/// A server that lives until it has met `habits` once; counts connections.
Script strangersAt(const Habits& habits, std::atomic<int>& connections)
{
    return {[=, &connections](ServerEnd& end) {
        if (++connections > 1 && !habits.laterGreeting.empty()) {
            end.write(habits.laterGreeting);
            return false;
        }
        end.write("220 mx.example.com ESMTP\r\n");
        end.greetingHasEnded();
        int answered = 0;
        for (std::string line; end.readLine(line);) {
            if (line.starts_with("RCPT")) {
                if (line.find(habits.silentAbout) != std::string::npos || !end.wait(habits.delay)) {
                    return false;
                }
                if (!habits.onlyThis.empty()) {
                    const bool fits = line.find(habits.onlyThis) != std::string::npos;
                    end.write(fits ? "250 2.1.5 ok\r\n" : habits.parting);
                    if (fits) {
                        continue;
                    }
                    return false;
                }
                const bool last = ++answered == habits.perConnection;
                end.write(habits.rcpt + (last ? habits.parting : ""));
                if (last) {
                    return false;
                }
                if (!habits.afterRcpt.empty()) {
                    end.wait(0.02);
                    end.write(habits.afterRcpt);
                }
            } else if (line.starts_with("RSET")) {
                end.write(habits.rset);
            } else if (line.starts_with("QUIT")) {
                end.write("221 bye\r\n");
                return false;
            } else {
                end.write(line.starts_with("EHLO") ? "250 mx.example.com\r\n" : "250 ok\r\n");
            }
        }
        return false;
    }};
}

struct Tested {
    ProcessResult result;
    int connections;
};

Tested testRelay(const Habits& habits, const std::string& time)
{
    std::atomic<int> connections = 0;
    HostileSmtp server(strangersAt(habits, connections));
    const auto result = runCheck("check_smtp_send", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "-t", time,
                                                     "-F", "client.example", "--relay-test"});
    CHECK(result.err.empty());
    CHECK_NOTHROW(readAsGuidelines(result.out));
    return {result, connections};
}

} // namespace

TEST_CASE("A server that hangs up in whatever way after some refusals is called again until all are made")
{
    for (const auto& [perConnection, parting] :
         std::vector<std::pair<int, std::string>>{{1, ""},
                                                  {3, "421 4.7.0 mx.example.com Error: too many errors\r\n"},
                                                  {4, ""},
                                                  {2, "421 bye\r\n"},
                                                  {8, "421-4.7.0 too many\r\n421 4.7.0 errors\r\n"}}) {
        CAPTURE(perConnection, parting);
        const auto [result, connections] = testRelay({.perConnection = perConnection, .parting = parting}, scaled("5"));
        INFO(result.out);
        CHECK(result.exitStatus == 0);
        CHECK(holds(result.firstLine(), "refused all 9 relay attempts"));
        CHECK(connections >= (9 + perConnection - 1) / perConnection);
        CHECK(connections <= 18);
    }
}

TEST_CASE("A tarpit is met by connections side by side, so that the test ends in time")
{
    const auto delay = scaled(1.0);
    const auto [result, connections] = testRelay({.delay = delay}, scaled("4"));
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "refused all 9 relay attempts"));
    CHECK(connections > 3);
    CHECK(connections <= 9);
    CHECK(testRelay({}, scaled("4")).connections == 1); // nobody is called more often than it takes
}

TEST_CASE("A server that never answers RSET is asked the rest on connections of their own")
{
    const auto [result, connections] = testRelay({.rset = ""}, scaled("5"));
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "refused all 9 relay attempts"));
    CHECK(connections > 1);
}

TEST_CASE("An attempt that makes the server hang up doesn't keep the others from being made")
{
    const auto [result, connections] = testRelay({.silentAbout = "example.net!"}, scaled("5"));
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(findingsIn(result) == std::vector<std::string>{"relay-test-incomplete"});
    CHECK(holds(result.firstLine(), "8 of 9 relay attempts refused, none accepted; then RCPT TO example.net!"));
    CHECK(connections >= 3);
}

TEST_CASE("Where a server lets nobody in again the rest is unproven, which is WARNING with its words")
{
    for (const auto& [greeting, told] : std::vector<std::pair<std::string, std::string>>{
             {"421 4.7.0 too many connections\r\n", "greeting answered 421 4.7.0 \"too many connections\""},
             {"554 5.7.1 you are banned\r\n", "greeting answered 554 5.7.1 \"you are banned\""},
             {"nonsense\r\n", "RSET answered 421 4.7.0 \"too many errors\""}}) {
        CAPTURE(greeting);
        const auto [result, connections] = testRelay(
            {.perConnection = 3, .parting = "421 4.7.0 too many errors\r\n", .laterGreeting = greeting}, scaled("5"));
        INFO(result.out);
        CHECK(result.exitStatus == 1);
        CHECK(findingsIn(result) == std::vector<std::string>{"relay-test-incomplete"});
        CHECK(holds(result.firstLine(), "3 of 9 relay attempts refused, none accepted; then " + told));
        CHECK(connections == 2);
    }
    const auto slow = testRelay({.delay = scaled(1.0), .laterGreeting = "421 one at a time\r\n"}, scaled("2.5"));
    INFO(slow.result.out);
    CHECK(slow.result.exitStatus == 1);
    CHECK(holds(slow.result.firstLine(), "2 of 9 relay attempts refused, none accepted, each after "));
    CHECK(holds(slow.result.firstLine(), "--timeout "));
}

TEST_CASE("A way in is found behind attempts that make the server hang up, whatever it says at that")
{
    for (const auto* parting : {"421 bye\r\n", "", "rubbish\r\n"}) {
        CAPTURE(parting);
        const auto [result, connections] = testRelay({.parting = parting, .onlyThis = "%"}, scaled("5"));
        INFO(result.out);
        CHECK(result.exitStatus == 2);
        CHECK(findingsIn(result).front() == "open-relay");
        CHECK(holds(result.firstLine(), "1 of 9 relay attempts accepted"));
        CHECK(holds(result.out, "--from relay-test@example.org --to relay-test%example.net@mx.example.com"));
    }
}

TEST_CASE("A server whose replies are out of step is no open relay")
{
    const auto [result, connections] = testRelay({.afterRcpt = "250 late\r\n"}, scaled("5"));
    INFO(result.out);
    CHECK_FALSE(holds(result.out, "open-relay"));
    CHECK(result.exitStatus == 1);
}

TEST_CASE("An open relay is CRITICAL once, though it hangs up, with the count on line 1 and every way in below")
{
    const auto [result, connections] = testRelay({.rcpt = "250 2.1.5 ok\r\n", .perConnection = 2}, scaled("5"));
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(findingsIn(result) == std::vector<std::string>{"open-relay"});
    CHECK(holds(result.firstLine(), "open relay: 9 of 9 relay attempts accepted"));
    CHECK(holds(result.out, "RCPT TO (relay-test%example.net@mx.example.com) answered 250"));
    CHECK(holds(result.out, "RCPT TO (@mx.example.com:relay-test@example.net) answered 250"));
}

TEST_CASE("A server of which no attempt gets an answer is out of time, and that counts as the user says")
{
    for (const auto& [time, status] :
         std::vector<std::pair<std::string, int>>{{"1:ok", 0}, {"1:warning", 1}, {"1", 2}}) {
        CAPTURE(time);
        const auto [result, connections] = testRelay({.delay = 3600}, scaled(time));
        INFO(result.out);
        CHECK(result.exitStatus == status);
        CHECK(result.seconds <= scaled(1.3));
        CHECK(holds(result.firstLine(), "RCPT TO relay-test@example.net: no answer within"));
        CHECK_FALSE(holds(result.out, "relay-test-incomplete"));
    }
}
