// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/send/dovecot_mailboxes.hpp"
#include "servers/send/send_to.hpp"

using namespace mpm::test;

TEST_CASE("A message arrives at Exim once and unaltered, under the ID on line 1")
{
    const TempDir boxes;
    std::filesystem::permissions(boxes.path(), std::filesystem::perms::all);
    const Exim server(
        {.routers = {"take:", "driver = accept", "transport = box"},
         .transports = {"box:", "driver = appendfile", "maildir_format",
                        "directory = " + boxes.path().string() + "/$local_part_data${if def:local_part_data{}{b}}",
                        "create_directory", "user = Debian-exim", "delivery_date_add = false"}});
    const TempDir folder;
    const auto file = folder.write("message", hardMessage());
    const auto result =
        sendTo(server.port(), {"-f", "a@example.org", "--to", "b@example.test", "--message-file", file});
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 0);
    const auto messages = mailIn(boxes / "b");
    REQUIRE(messages.size() == 1);
    CHECK(messages.front().ends_with("\n" + hardMessage()));
    const auto label = result.firstLine().find("queue ID ");
    REQUIRE(label != std::string::npos);
    const auto id = result.firstLine().substr(label + 9);
    CHECK(holds(server.log(), id.substr(0, id.find(' ')) + " <= a@example.org")); // 16 characters, 23 since Exim 4.97
}

TEST_CASE("A message of the check's own arrives at Exim once, with the token that JSON names")
{
    const TempDir boxes;
    std::filesystem::permissions(boxes.path(), std::filesystem::perms::all);
    const Exim server(
        {.routers = {"take:", "driver = accept", "transport = box"},
         .transports = {"box:", "driver = appendfile", "maildir_format", "directory = " + boxes.path().string() + "/b",
                        "create_directory", "user = Debian-exim", "delivery_date_add = false"}});
    const auto result = sendTo(server.port(), {"-f", "a@example.org", "--to", "b@example.test", "--subject", "Grüße",
                                               "--body", ".zwölf\n", "--format", "json"});
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 0);
    const auto messages = mailIn(boxes / "b");
    REQUIRE(messages.size() == 1);
    const auto& message = messages.front();
    INFO(message);
    CHECK(holds(message, "\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\n"));
    CHECK(message.ends_with("\n\n.zw=C3=B6lf\n"));
    const auto at = message.find("X-Monitoring-Token: ");
    REQUIRE(at != std::string::npos);
    CHECK(holds(result.out, "\"token\":\"" + message.substr(at + 20, 24) + "\""));
    const auto log = server.log();
    CHECK(log.find(" <= a@example.org") == log.rfind(" <= a@example.org"));
}

TEST_CASE("Exim's ACLs are told apart: greylisting is WARNING, a closed relay is what it must be")
{
    const Exim server({.main = {"acl_smtp_mail = acl_mail"},
                       .acls = {"acl_mail:", "  defer senders = grey@example.org",
                                "        message = Greylisted, try later", "  accept"}});
    const auto grey = sendTo(server.port(), {"-f", "grey@example.org", "--to", "b@example.test"});
    INFO(grey.out);
    CHECK(grey.exitStatus == 1);
    CHECK(holds(grey.out, "[WARNING] smtp-reply-4yz"));
    CHECK(holds(grey.out, "greylist"));
    const auto open = sendTo(server.port(), {"--relay-test"});
    CHECK(open.exitStatus == 2);
    const Exim closed(
        {.main = {"acl_smtp_mail = acl_closed"}, .acls = {"acl_closed:", "  deny message = relay not permitted"}});
    const auto fine = sendTo(closed.port(), {"--relay-test"});
    INFO(fine.out);
    CHECK(fine.exitStatus == 0);
}

TEST_CASE("An Exim with the rules of its own example configuration is nobody's relay")
{
    const Exim server(
        {.main = {"domainlist local_domains = exim.example.test"},
         .acls = {"acl_rcpt:", "  deny    message = Restricted characters in address",
                  "          domains = +local_domains", "          local_parts = ^[.] : ^.*[@%!/|]",
                  "  deny    message = Restricted characters in address", "          domains = !+local_domains",
                  "          local_parts = ^[./|] : ^.*[@%!] : ^.*/\\.\\./", "  accept  local_parts = postmaster",
                  "          domains = +local_domains", "  require message = relay not permitted",
                  "          domains = +local_domains", "  require verify = recipient", "  accept"}});
    const auto result = sendTo(server.port(), {"--relay-test", "-vvv"});
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "refused all 9 relay attempts"));
}

TEST_CASE("A message arrives at OpenSMTPD unaltered, under the ID on line 1")
{
    const TempDir boxes;
    std::filesystem::permissions(boxes.path(), std::filesystem::perms::all);
    const auto box = (boxes / "b").string();
    const auto take = "mkdir -p " + box + "/new && cat > " + box + "/tmp && mv " + box + "/tmp " + box + "/new/1";
    const OpenSmtpd server({.definitions = {"table boxes { \"@\" = \"opensmtpd\" }"},
                            .rules = {"action \"box\" mda \"" + take + "\" virtual <boxes>",
                                      "match from any for domain \"example.test\" action \"box\""}});
    const TempDir folder;
    const auto file = folder.write("message", hardMessage());
    const auto result =
        sendTo(server.port(), {"-f", "a@example.org", "--to", "b@example.test", "--message-file", file});
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 0);
    const auto messages = mailIn(boxes / "b");
    INFO(server.log());
    REQUIRE(messages.size() == 1);
    CHECK(messages.front().ends_with("\n" + hardMessage()));
    CHECK(holds(result.firstLine(), "queue ID "));
    const auto foreign =
        sendTo(server.port(), {"-f", "a@example.org", "--to", "b@example.com", "--expect", "rcpt=550"});
    CHECK(foreign.exitStatus == 0);
    const auto relay = sendTo(server.port(), {"--relay-test", "-v"});
    INFO(relay.out);
    CHECK(relay.exitStatus == 0);
}

TEST_CASE("Dovecot's LMTP takes a message for each recipient, byte by byte, and each has its reply")
{
    const DovecotMailboxes server;
    const TempDir folder;
    const auto file = folder.write("message", hardMessage());
    const auto result = sendTo(server.port(), {"--lmtp", "-f", "a@example.org", "--to", "b@example.test", "--to",
                                               "tim@example.test", "--message-file", file, "-vvv"});
    INFO(result.out << server.log());
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "accepted the message for b@example.test and 1 more"));
    CHECK(holds(result.out, "C: LHLO client.example"));
    for (const auto* user : {"b", "tim"}) {
        const auto messages = mailIn(server.maildir(user));
        REQUIRE(messages.size() == 1);
        CHECK(messages.front().ends_with("\n" + hardMessage()));
    }
}

TEST_CASE("Dovecot's LMTP gets addresses and message in one group, and answers for each recipient, or for none")
{
    const DovecotMailboxes server;
    for (const std::string how : {"-v", "--bdat"}) {
        CAPTURE(how);
        const auto taken = sendTo(server.port(), {"--lmtp", "-f", "a@example.org", "--to", "b@example.test", "--to",
                                                  "tim@example.test", "-vvv", how});
        INFO(taken.out << server.log());
        CHECK(taken.exitStatus == 0);
        CHECK(holds(taken.firstLine(), "accepted the message for b@example.test and 1 more"));
        const auto along = taken.out.find(how == "--bdat" ? " LAST (message of " : "C: DATA");
        CHECK((along < taken.out.find("S: 250 2.1.0") && along != std::string::npos));
    }
}

TEST_CASE("Exim and OpenSMTPD refuse a group's recipients and what came along with them, and nothing is queued")
{
    const Exim exim({.acls = {"acl_rcpt:", "  deny message = nobody here"}});
    const OpenSmtpd opensmtpd;
    for (const auto& [port, name] : {std::pair(exim.port(), "Exim"), std::pair(opensmtpd.port(), "OpenSMTPD")}) {
        for (const std::string how : {"-v", "--bdat"}) {
            CAPTURE(name, how);
            const auto result =
                sendTo(port, {"-f", "a@example.org", "--to", "b@example.test", "--to", "c@example.test", how});
            INFO(result.out);
            CHECK(result.exitStatus == 2);
            CHECK(holds(result.out, "[CRITICAL] smtp-reply-5yz"));
            CHECK_FALSE(holds(result.out, "queue ID"));
            CHECK(holds(result.firstLine(), "RCPT TO"));
        }
    }
    CHECK_FALSE(holds(exim.log(), " <= "));
}
