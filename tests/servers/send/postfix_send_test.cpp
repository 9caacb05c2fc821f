// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/send/send_to.hpp"
#include "support/matches.hpp"

#include <grp.h>
#include <pwd.h>

using namespace mpm::test;

namespace {

/// Postfix that delivers every mail for example.test to maildirs in its folder, and is nobody's relay.
class Mailboxes {
public:
    explicit Mailboxes(const Lines& more = {}) : postfix(config(more)) {}

    std::filesystem::path maildir(const std::string& user) const { return boxes.path() / user; }

    /// What Postfix put into its queue at any time.
    bool queuedAnything() const { return holds(postfix.log(), "message-id="); }

    TempDir boxes;
    Postfix postfix;

private:
    Postfix::Config config(const Lines& more) const
    {
        const auto* user = ::getpwnam("postfix");
        REQUIRE(user != nullptr);
        std::filesystem::permissions(boxes.path(), std::filesystem::perms::all);
        Lines main{"virtual_mailbox_domains = example.test",
                   "virtual_mailbox_base = " + boxes.path().string(),
                   "virtual_mailbox_maps = inline:{ b@example.test=b/, c@example.test=c/ }",
                   "virtual_uid_maps = static:" + std::to_string(user->pw_uid),
                   "virtual_gid_maps = static:" + std::to_string(user->pw_gid),
                   "virtual_minimum_uid = 1",
                   "mynetworks =",
                   "smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination"};
        main.insert(main.end(), more.begin(), more.end());
        return {.main = main, .master = {}};
    }
};

} // namespace

TEST_CASE("A message arrives at Postfix once, with its token, and line 1 names it as Postfix does")
{
    const Mailboxes server;
    const auto result =
        sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "b@example.test", "--subject", "Grüße", "--body",
                                       ".zwölf\n", "--header", "X-Run: 7", "--format", "json"});
    CHECK(result.exitStatus == 0);
    const auto messages = mailIn(server.maildir("b"));
    REQUIRE(messages.size() == 1);
    const auto& message = messages.front();
    INFO(message);
    CHECK(holds(message, "\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\n"));
    CHECK(holds(message, "\nX-Run: 7\n"));
    CHECK(holds(message, "\nAuto-Submitted: auto-generated\n"));
    CHECK(message.ends_with("\n\n.zw=C3=B6lf\n"));
    const auto at = message.find("X-Monitoring-Token: ");
    REQUIRE(at != std::string::npos);
    const auto token = message.substr(at + 20, 24);
    CHECK(holds(result.out, "\"token\":\"" + token + "\""));
    const auto id = result.out.find("queue ID ");
    REQUIRE(id != std::string::npos);
    const auto queueId = result.out.substr(id + 9, result.out.find_first_of(" \",", id + 9) - id - 9);
    CHECK(holds(server.postfix.log(), queueId + ": message-id=<" + token + "@client.example>"));
}

TEST_CASE("A message file arrives at Postfix byte by byte, by DATA and by BDAT")
{
    const Mailboxes server;
    const TempDir folder;
    const auto file = folder.write("message", hardMessage());
    const auto send = [&](const std::string& user, const std::vector<std::string>& more) {
        std::vector<std::string> arguments{"-f", "a@example.org", "--to", user + "@example.test", "--message-file",
                                           file};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto result = sendTo(server.postfix.port(), arguments);
        INFO(result.out);
        CHECK(result.exitStatus == 0);
        const auto messages = mailIn(server.maildir(user));
        REQUIRE(messages.size() == 1);
        CHECK(messages.front().ends_with("\n" + hardMessage()));
    };
    send("b", {});
    send("c", {"--bdat"});
    CHECK(holds(server.postfix.log(), "bdat=1"));
}

TEST_CASE("Stopping at a step leaves no trace in Postfix's queue, and leaves politely")
{
    const Mailboxes server;
    for (const auto* step : {"connect", "ehlo", "mail", "rcpt"}) {
        CAPTURE(step);
        const auto result =
            sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "b@example.test", "--stop-at", step});
        CHECK(result.exitStatus == 0);
    }
    CHECK(sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "b@example.test", "--stop-at", "data"})
              .exitStatus == 0);
    CHECK(sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "c@example.test"}).exitStatus == 0);
    REQUIRE(mailIn(server.maildir("c")).size() == 1);
    INFO(server.postfix.log());
    CHECK_FALSE(std::filesystem::exists(server.maildir("b")));
    CHECK(holds(server.postfix.log(), "mail=1 rcpt=1 rset=1 quit=1 commands=5"));
    CHECK(holds(server.postfix.log(), "lost connection after DATA"));
    CHECK_FALSE(holds(server.postfix.log(), "lost connection after RCPT"));
    CHECK_FALSE(holds(server.postfix.log(), "improper command pipelining"));
}

TEST_CASE(
    "Postfix gets addresses and DATA, or the whole message by BDAT, in one group, and whom it refuses gets nothing")
{
    const Mailboxes server({"smtpd_data_restrictions = reject_unauth_pipelining"});
    for (const std::string how : {"-v", "--bdat"}) {
        CAPTURE(how);
        const Lines both{"-f", "a@example.org", "--to", "b@example.test", "--to", "nobody@example.test", "-vvv", how};
        const auto one = sendTo(server.postfix.port(), both);
        INFO(one.out << server.postfix.log());
        CHECK(one.exitStatus == 1);
        CHECK(holds(one.firstLine(), "RCPT TO nobody@example.test 550 5.1.1"));
        CHECK(holds(one.firstLine(), "queue ID "));
        const auto lastAddress = one.out.find("C: RCPT TO:<nobody@example.test>");
        const auto along = one.out.find(how == "--bdat" ? " LAST (message of " : "C: DATA");
        const auto firstAnswer = one.out.find("S: 250 2.1.0");
        CHECK((lastAddress < along && along < firstAnswer && firstAnswer != std::string::npos));
        const auto none = sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "nobody@example.test", how});
        INFO(none.out);
        CHECK(none.exitStatus == 2);
        CHECK(holds(none.out, "[CRITICAL] smtp-reply-5yz"));
        CHECK_FALSE(holds(none.out, "no valid recipients"));
        CHECK_FALSE(holds(none.out, "queue ID"));
    }
    CHECK(mailIn(server.maildir("b")).size() >= 1);
    const auto log = server.postfix.log();
    CHECK_FALSE(holds(log, "improper command pipelining"));
    CHECK(matches(log, "([0-9A-Za-z]+): message-id=").size() == 2);
}

TEST_CASE("Delivery status notifications come back from Postfix with the envelope ID that was given")
{
    const Mailboxes server;
    const auto result = sendTo(server.postfix.port(),
                               {"-f", "c@example.test", "--to", "b@example.test", "--dsn-notify", "success",
                                "--dsn-return", "hdrs", "--dsn-envid", "QQ314159", "--body", "not to come back"});
    INFO(result.out << server.postfix.log());
    CHECK(result.exitStatus == 0);
    const auto notifications = mailIn(server.maildir("c"));
    REQUIRE(notifications.size() == 1);
    CHECK(holds(notifications.front(), "Original-Envelope-Id: QQ314159"));
    CHECK(holds(notifications.front(), "Original-Recipient: rfc822;b@example.test"));
    CHECK(holds(notifications.front(), "Action: delivered"));
    CHECK_FALSE(holds(notifications.front(), "not to come back"));
}

TEST_CASE("An address beyond ASCII goes to a Postfix with SMTPUTF8, and to no other")
{
    const auto arguments = [](const std::string& to) {
        return std::vector<std::string>{"-f", "\xC3\xBC@example.test", "--to", to};
    };
    const Mailboxes server({"smtputf8_enable = yes"});
    const auto fine = sendTo(server.postfix.port(), arguments("b@example.test"));
    INFO(fine.out << server.postfix.log());
    CHECK(fine.exitStatus == 0);
    const auto messages = mailIn(server.maildir("b"));
    REQUIRE(messages.size() == 1);
    CHECK(holds(messages.front(), "\nFrom: \xC3\xBC@example.test\n"));
    const Mailboxes older({"smtputf8_enable = no"});
    const auto missing = sendTo(older.postfix.port(), arguments("b@example.test"));
    CHECK(missing.exitStatus == 2);
    CHECK(holds(missing.firstLine(), "SMTPUTF8"));
    CHECK_FALSE(older.queuedAnything());
}

TEST_CASE("A closed Postfix passes the relay test, an open one is CRITICAL")
{
    const Mailboxes closed;
    const auto fine = sendTo(closed.postfix.port(), {"--relay-test", "-v"});
    INFO(fine.out);
    CHECK(fine.exitStatus == 0);
    CHECK(holds(fine.firstLine(), "refused all 9 relay attempts"));
    const Postfix open({.main = {"mynetworks = 127.0.0.0/8", "smtpd_relay_restrictions = permit_mynetworks, reject",
                                 "relay_transport = discard", "default_transport = discard"}});
    const auto bad = sendTo(open.port(), {"--relay-test"});
    INFO(bad.out);
    CHECK(bad.exitStatus == 2);
    CHECK(holds(bad.out, "[CRITICAL] open-relay"));
    CHECK(holds(bad.firstLine(), "open relay: "));
    CHECK(holds(bad.firstLine(), " of 9 relay attempts accepted"));
    CHECK_FALSE(holds(open.log(), "message-id="));
}

TEST_CASE("A Postfix with users of its own refuses routes through them and strangers under its own name")
{
    const Mailboxes server({"mydestination = postfix.example.test", "local_recipient_maps = inline:{ root=x }",
                            "smtpd_reject_unlisted_sender = yes"});
    const auto result = sendTo(server.postfix.port(), {"--relay-test", "-vvv"});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "refused all 9 relay attempts"));
}

TEST_CASE("A Postfix that refuses the stranger's domain as a sender is tested with the null sender")
{
    const Mailboxes server({"smtpd_sender_restrictions = check_sender_access inline:{ example.org=REJECT }"});
    const auto result = sendTo(server.postfix.port(), {"--relay-test", "-vvv"});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.out, "Sender address rejected"));
    CHECK(holds(result.out, "Relay access denied"));
}

TEST_CASE("A Postfix that puts strangers off is closed, and nobody is told to open it")
{
    const Mailboxes server({"smtpd_relay_restrictions = permit_sasl_authenticated, defer_unauth_destination"});
    const auto result = sendTo(server.postfix.port(), {"--relay-test", "-v"});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "refused all 9 relay attempts"));
    CHECK(holds(result.out, "454 4.7.1"));
    CHECK(holds(result.out, "Never let strangers relay"));
    CHECK(holds(result.out, "8 more"));
}

TEST_CASE("A relay test with a recipient whom the server serves proves nothing, and says so")
{
    const Mailboxes server;
    const auto result = sendTo(server.postfix.port(), {"--relay-test", "--to", "nobody@example.test"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.out, "[WARNING] relay-test-incomplete"));
    CHECK(holds(result.firstLine(), "550 5.1.1"));
}

TEST_CASE("Unknown users and foreign domains are refused by Postfix as expected")
{
    const Mailboxes server;
    const auto expecting = [&](const std::string& to, const std::string& what) {
        return sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", to, "--expect", what});
    };
    CHECK(expecting("nobody@example.test", "rcpt=550").exitStatus == 0);
    CHECK(expecting("x@example.com", "rcpt=5yz").exitStatus == 0);
    const auto accepted = expecting("b@example.test", "rcpt=5yz");
    CHECK(accepted.exitStatus == 2);
    CHECK(holds(accepted.out, "expectation-failed"));
    CHECK_FALSE(server.queuedAnything());
    const auto both =
        sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "b@example.test", "--to", "nobody@example.test"});
    CHECK(both.exitStatus == 1);
    CHECK(holds(both.firstLine(), "RCPT TO nobody@example.test 550 5.1.1"));
    CHECK(holds(both.firstLine(), "queue ID "));
    CHECK(mailIn(server.maildir("b")).size() == 1);
}

TEST_CASE("Postfix's limits are heard: size before the message, too many errors while relaying")
{
    const Mailboxes server({"message_size_limit = 1000"});
    const TempDir folder;
    const auto file =
        folder.write("message", "From: a@example.org\nDate: Thu, 1 Jan 2026 00:00:00 +0000\nSubject: big\n\n" +
                                    std::string(900, 'x') + "\n" + std::string(900, 'y') + "\n");
    const auto big =
        sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "b@example.test", "--message-file", file});
    CHECK(big.exitStatus == 2);
    CHECK(holds(big.out, "[CRITICAL] message-too-large"));
    const auto asked = sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "b@example.test", "--message-file",
                                                      file, "--expect", "mail=552"});
    INFO(asked.out);
    CHECK(asked.exitStatus == 0);
    const Mailboxes strict({"smtpd_hard_error_limit = 3", "smtpd_error_sleep_time = 0"});
    const auto cut = sendTo(strict.postfix.port(), {"--relay-test"});
    INFO(cut.out);
    CHECK(cut.exitStatus == 0);
    CHECK(holds(cut.firstLine(), "refused all 9 relay attempts"));
}

TEST_CASE("A Postfix that wants a login says so at MAIL, as expected")
{
    const Mailboxes server(
        {"smtpd_delay_reject = no", "smtpd_sender_restrictions = permit_sasl_authenticated, reject"});
    const auto result =
        sendTo(server.postfix.port(), {"-f", "a@example.org", "--to", "b@example.test", "--expect", "mail=5yz"});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "as expected; nothing was sent"));
}
