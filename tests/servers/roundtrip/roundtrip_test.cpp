// SPDX-License-Identifier: GPL-3.0-or-later
// Messages go through a real Dovecot and come back out of its mailboxes.
#include "servers/roundtrip/roundtrip_world.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace mpm::test;
namespace fs = std::filesystem;
using Arguments = RoundtripWorld::Arguments;

TEST_CASE("A message arrives in Dovecot, is seen by IMAP, POP3 and as a file, is whole, and is deleted")
{
    const RoundtripWorld world;
    for (const auto* scheme : {"imap", "pop3", "maildir"}) {
        INFO(scheme);
        const auto result = world.check(scheme, {"-vvv"});
        INFO(result.out << result.err);
        INFO(world.server.log());
        CHECK(result.exitStatus == 0);
        CHECK(holds(result.firstLine(), "MAIL ROUNDTRIP OK - message arrived in "));
        CHECK(holds(result.firstLine(), "unchanged"));
        CHECK(holds(result.firstLine(), "delivery="));
        CHECK(world.count() == 0);
    }
}

TEST_CASE("Messages of others stay, and with --keep those of the check as well")
{
    const RoundtripWorld world;
    const auto kept = world.check("imap", {"--keep", "-vvv"});
    CHECK(kept.exitStatus == 0);
    CHECK(holds(kept.out, "UID SEARCH SINCE ")); // what stays there is not looked at for ever
    CHECK(world.count() == 1);
    world.put("new/1.foreign", "From: somebody@example.org\nSubject: x\n\nX-Monitoring-Check: no\n");
    CHECK(world.check("imap").exitStatus == 0);
    CHECK(world.count() == 2);
}

TEST_CASE("Where a server can't expunge single messages, those that another marked stay, and that is told")
{
    const auto* few = Dovecot::hasNewNames() ? "imap_capability {\n  IMAP4rev1 = yes\n  SASL-IR = yes\n}"
                                             : "imap_capability = IMAP4rev1 SASL-IR";
    const RoundtripWorld world({few});
    CHECK(world.check("imap").exitStatus == 0);
    CHECK(world.count() == 0);
    world.put("cur/1.foreign:2,ST", "From: somebody@example.org\nSubject: x\n\nAnother's\n");
    const auto result = world.check("imap", {"-vvv"});
    INFO(result.out << result.err);
    INFO(world.server.log());
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.out, "could not be deleted: they are marked as deleted, but so are others"));
    CHECK(world.count() == 2);
}

TEST_CASE("With a state file no run waits: the next one finds what the one before has sent")
{
    const RoundtripWorld world;
    const Arguments kept{"--state-file", world.file("state")};
    const auto first = world.check("imap", kept);
    INFO(first.out << first.err);
    CHECK(first.exitStatus == 0);
    CHECK(holds(first.firstLine(), "first message sent"));
    CHECK(holds(first.firstLine(), "pending=1"));
    const auto second = world.check("imap", kept);
    INFO(second.out << second.err);
    CHECK(second.exitStatus == 0);
    CHECK(holds(second.firstLine(), "message arrived in INBOX"));
    CHECK(holds(second.firstLine(), "lost=0"));
    CHECK(world.count() == 1); // the second one's own
    fs::remove_all(world.server.maildir("tim") / "new");
    const auto third = world.check("imap", {"--state-file", world.file("state"), "--lost-after", "1"});
    INFO(third.out << third.err);
    CHECK((fs::status(world.file("state")).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("A message that does not come in time is missing, and a wrong password is told as that")
{
    const RoundtripWorld world;
    auto elsewhere = world.arguments("imap", {"-t", scaled("3")});
    std::replace(elsewhere.begin(), elsewhere.end(), std::string("tim@example.test"), std::string("eva@example.test"));
    const auto missing = runCheck("check_mail_roundtrip", elsewhere);
    INFO(missing.out << missing.err);
    CHECK(missing.exitStatus == 2);
    CHECK(holds(missing.out, "[CRITICAL] roundtrip-missing"));
    fs::permissions(world.file("secret"), fs::perms::owner_all);
    std::ofstream(world.file("secret")) << "wrong\n";
    const auto refused = world.check("imap");
    INFO(refused.out << refused.err);
    CHECK(refused.exitStatus == 2);
    CHECK(holds(refused.out, "[CRITICAL] mailbox-login-failed"));
    CHECK_FALSE(holds(refused.out, "wrong\n"));
}
