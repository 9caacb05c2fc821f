// SPDX-License-Identifier: GPL-3.0-or-later
// What line 1 and the remedies say, be a finding raised, lowered or let pass.
#include "support/catch.hpp"
#include "unit/plugins/check_smtp_send/world.hpp"

#include <cstdlib>

using namespace mpm;
using namespace mpm::test;

namespace {

using Lines = std::vector<std::string>;

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// A run up to an answer to RCPT.
Report answeredAtRcpt(const std::string& reply, const Lines& more, const Severities& severities = {})
{
    SendWorld world;
    world.dialer.add({"S: 220 mail.example.com", "C: EHLO client.example", "S: 250 mail.example.com",
                      "C: MAIL FROM:<a@example.org>", "S: 250 ok", "C: RCPT TO:<b@example.com>", "S: " + reply,
                      "C: RSET", "S: 250 ok", "C: QUIT"});
    Lines arguments{"-H", "mail.example.com", "-f", "a@example.org", "--to", "b@example.com"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto report = world.run(arguments);
    CHECK(world.dialer.faults().empty());
    conclude(report, {}, severities, checkSmtpSend::description().findings);
    return report;
}

} // namespace

TEST_CASE("A refusal other than the expected one says what was expected, what came and what to do about that")
{
    const auto other = answeredAtRcpt("554 5.7.1 no", {"--expect", "rcpt=550"});
    REQUIRE(other.findings.size() == 1);
    CHECK(other.findings.front().id == "smtp-reply-5yz");
    CHECK(holds(other.headline(), "RCPT TO b@example.com 554 5.7.1 no, expected 550"));
    CHECK(holds(other.findings.front().message, "answered 554 5.7.1 \"no\", expected 550"));
    CHECK(holds(other.findings.front().remedy, "if 554 is right, add it to --expect"));
    const auto later = answeredAtRcpt("450 4.2.0 later", {"--expect", "rcpt=5yz"});
    REQUIRE(later.findings.size() == 1);
    CHECK(later.findings.front().id == "smtp-reply-4yz");
    CHECK(holds(later.headline(), "450 4.2.0 later, expected 5yz"));
    CHECK(holds(later.findings.front().remedy, "greylisting"));
    const auto refused = answeredAtRcpt("550 5.1.1 unknown", {"--expect", "rcpt=250"});
    CHECK(holds(refused.headline(), "550 5.1.1 unknown, expected 250"));
    CHECK_FALSE(holds(refused.findings.front().remedy, "--expect"));
}

TEST_CASE("EHLO refused as expected is what line 1 tells, not the HELO in its place")
{
    for (const auto* helo : {"250 mail.example.com", "554 no"}) {
        SendWorld world;
        world.dialer.add({"S: 220 mail.example.com", "C: EHLO client.example", "S: 502 5.5.1 no EHLO",
                          "C: HELO client.example", std::string("S: ") + helo, "C: QUIT"});
        const auto report = world.run({"-H", "mail.example.com", "--to", "b@example.com", "--expect", "ehlo=5yz"});
        CHECK(report.status() == Status::Ok);
        CHECK(holds(report.headline(), "EHLO 502 5.5.1 no EHLO, as expected; nothing was sent"));
        CHECK(world.dialer.dialled.size() == 1);
    }
}

TEST_CASE("A dialogue goes on after HELO where something is expected of what comes then")
{
    SendWorld world;
    world.dialer.add({"S: 220 mail.example.com", "C: EHLO client.example", "S: 502 5.5.1 no EHLO",
                      "C: HELO client.example", "S: 250 ok", "C: MAIL FROM:<a@example.org>", "S: 530 5.7.0 log in",
                      "C: QUIT"});
    const auto report =
        world.run({"-H", "mail.example.com", "-f", "a@example.org", "--expect", "ehlo=5yz", "--expect", "mail=530"});
    CHECK(world.dialer.faults() == Lines());
    CHECK(report.status() == Status::Ok);
    CHECK(holds(report.headline(), "MAIL FROM 530 5.7.0 log in, as expected"));
}

TEST_CASE("An OK line names what ended the run where the user lets it count as OK")
{
    const auto refused = answeredAtRcpt("550 5.1.1 unknown", {}, {{"smtp-reply-5yz", Status::Ok}});
    CHECK(refused.status() == Status::Ok);
    CHECK(holds(refused.headline(), "RCPT TO b@example.com 550 5.1.1 unknown; nothing was sent"));

    SendWorld noTls;
    noTls.dialer.add({"S: 220 mail.example.com", "C: EHLO client.example", "S: 250 mail.example.com", "C: QUIT"});
    auto report = noTls.run({"-H", "mail.example.com", "--to", "b@example.com", "-S"});
    conclude(report, {}, {{"starttls-missing", Status::Ok}}, checkSmtpSend::description().findings);
    CHECK(report.status() == Status::Ok);
    CHECK(holds(report.headline(), "STARTTLS is not offered; nothing was sent"));

    SendWorld down;
    auto refusedConnection = down.run({"-H", "mail.example.com", "--to", "b@example.com"});
    conclude(refusedConnection, {}, {{"connection-refused", Status::Ok}}, checkSmtpSend::description().findings);
    CHECK(holds(refusedConnection.headline(), "connection refused; nothing was sent"));

    SendWorld nullMx;
    nullMx.dns.record("example.com. 300 IN MX 0 .");
    auto noMail = nullMx.run({"--mx", "example.com", "--to", "b@example.com"});
    conclude(noMail, {}, {{"mx-null", Status::Ok}}, checkSmtpSend::description().findings);
    CHECK(noMail.status() == Status::Ok);
    CHECK(holds(noMail.headline(), "null MX"));
    CHECK(holds(noMail.headline(), "nothing was sent"));
}

TEST_CASE("A success other than 235 is no login, and line 1 says so")
{
    ::setenv("CHECK_SMTP_PASSWORD", "open sesame", 1);
    SendWorld world;
    world.dialer.add({"S: 220 mail.example.com", "C: EHLO client.example", "S: 250-mail.example.com",
                      "S: 250 AUTH PLAIN", "C: AUTH PLAIN AHRpbQBvcGVuIHNlc2FtZQ==", "S: 250 fine", "C: QUIT"});
    const auto report =
        world.run({"-H", "mail.example.com", "--to", "b@example.com", "-U", "tim", "--auth-allow-clear"});
    ::unsetenv("CHECK_SMTP_PASSWORD");
    CHECK(report.status() == Status::Critical);
    CHECK(holds(report.headline(), "AUTH PLAIN 250 fine, which is no login: nothing more was said"));
}

TEST_CASE("Programs are told what each relay attempt came to")
{
    SendWorld world;
    world.dialer.add({"S: 220 mail.example.com", "C: EHLO client.example", "S: 250 mail.example.com",
                      "C: MAIL FROM:<relay-test@example.org>", "S: 250 ok", "C: RCPT TO:<relay-test@example.net>",
                      "S: 554 5.7.1 Relay access denied", "C: RSET", "S: 250 ok", "C: MAIL FROM:<>",
                      "S: 421 4.3.2 closing"});
    const auto report = world.run({"-H", "mail.example.com", "--relay-test", "--format", "json"});
    CHECK(report.status() == Status::Warning);
    std::vector<std::string> answers;
    for (const auto& [name, rows] : report.observations.tables) {
        for (const auto& row : rows) {
            for (const auto& [field, value] : row) {
                if (name == "relay_attempts" && field == "answer") {
                    answers.push_back(std::get<std::string>(value));
                }
            }
        }
    }
    CHECK(answers == Lines{"refused", "lost"});
}

TEST_CASE("The token is named only where a message with it went out")
{
    const auto tokenOf = [](const Report& report) {
        for (const auto& [name, value] : report.observations.facts) {
            if (name == "token") {
                return std::get<std::string>(value);
            }
        }
        return std::string("none");
    };
    CHECK(tokenOf(answeredAtRcpt("250 ok", {"--stop-at", "rcpt", "--format", "json"})).empty());
    CHECK(tokenOf(answeredAtRcpt("550 no", {"--format", "json"})).empty());
    SendWorld world;
    world.dialer.add({"S: 220 mail.example.com", "C: EHLO client.example", "S: 250 mail.example.com",
                      "C: MAIL FROM:<a@example.org>", "S: 250 ok", "C: RCPT TO:<b@example.com>", "S: 250 ok", "C: DATA",
                      "S: 354 go on", "* closes"});
    const auto report =
        world.run({"-H", "mail.example.com", "-f", "a@example.org", "--to", "b@example.com", "--format", "json"});
    CHECK(tokenOf(report).size() == 24);
}

TEST_CASE("A login that is refused names the mechanism, and one that this check chose is told with another to try")
{
    const auto adviceFor = [](const std::string& offer, const std::vector<std::string>& login,
                              const std::string& refusal, const std::vector<std::string>& more = {}) {
        SendWorld world;
        std::vector<std::string> script{"S: 220 mail.example.com", "C: EHLO client.example", "S: 250-mail.example.com",
                                        "S: 250 AUTH " + offer};
        script.insert(script.end(), login.begin(), login.end());
        script.insert(script.end(), {"S: " + refusal, "C: QUIT"});
        world.dialer.add(script);
        ::setenv("CHECK_SMTP_PASSWORD", "secret", 1);
        std::vector<std::string> arguments{"-H",  "mail.example.com", "-U", "tim", "--auth-allow-clear", "--stop-at",
                                           "auth"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto report = world.run(arguments);
        ::unsetenv("CHECK_SMTP_PASSWORD");
        CHECK(report.status() == Status::Critical);
        return report.headline() + "\n" + report.findings.front().remedy;
    };
    const std::vector<std::string> cram{"C: AUTH CRAM-MD5", "S: 334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+",
                                        "C: dGltIDZkMzYyZjMyMzc="};
    const std::vector<std::string> plain{"C: AUTH PLAIN AHRpbQBzZWNyZXQ="};
    const std::string refused = "535 5.7.8 Error: authentication failed";
    const auto chosen = adviceFor("CRAM-MD5 PLAIN LOGIN", cram, refused);
    CHECK(holds(chosen, "AUTH CRAM-MD5 535 5.7.8 Error: authentication failed"));
    CHECK(holds(chosen, "Try -A PLAIN inside TLS: if that works, take CRAM-MD5 off the server's list."));
    CHECK(holds(adviceFor("CRAM-MD5 LOGIN", cram, "535 no"), "Try -A LOGIN inside TLS"));
    CHECK_FALSE(holds(adviceFor("CRAM-MD5", cram, refused), "Try -A"));
    CHECK_FALSE(holds(adviceFor("CRAM-MD5 PLAIN", cram, refused, {"-A", "CRAM-MD5"}), "Try -A"));
    CHECK_FALSE(holds(adviceFor("CRAM-MD5 PLAIN", cram, "535 5.7.3 no"), "Try -A"));
    const auto only = adviceFor("PLAIN LOGIN", plain, refused);
    CHECK(holds(only, "AUTH PLAIN 535 5.7.8"));
    CHECK_FALSE(holds(only, "Try -A"));
}
