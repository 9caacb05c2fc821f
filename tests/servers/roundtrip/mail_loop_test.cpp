// SPDX-License-Identifier: GPL-3.0-or-later
// A message goes the way that mail goes: out by a server that signs, in by one that verifies, through a user's Sieve.
#include "servers/roundtrip/mail_loop.hpp"
#include "servers/roundtrip/roundtrip_world.hpp"
#include "support/catch.hpp"
#include "support/cyrus.hpp"
#include "support/rspamd.hpp"
#include "support/zone_data.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

using namespace mpm::test;

namespace {

const std::string trusted = "mx.example.test";

nlohmann::json observationsIn(const ProcessResult& result)
{
    return nlohmann::json::parse(result.out)["observations"];
}

/// All files of a folder.
std::string textOf(const std::filesystem::path& folder)
{
    std::ostringstream text;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        text << std::ifstream(file.path()).rdbuf();
    }
    return text.str();
}

} // namespace

TEST_CASE("A signed message passes three servers whole, is believed by the last, and each hop is told")
{
    const MailLoop loop;
    const auto result = loop.check("tim", {"--authserv-id", trusted, "--format", "json"});
    INFO(result.out << result.err << loop.log());
    REQUIRE(result.exitStatus == 0);
    const auto seen = observationsIn(result);
    REQUIRE(seen["hops"].size() == 3);
    CHECK(seen["hops"][0]["by"] == "out.example.org");
    CHECK(seen["hops"][1]["by"] == "mx.example.test");
    CHECK(seen["messages"][0]["whole"] == true);
    CHECK(seen["messages"][0]["folder"] == "INBOX");
}

TEST_CASE("A signature that OpenDKIM finds wrong is told, and what somebody else wrote above or below does not count")
{
    const MailLoop wrong(DkimKey::make(), DkimKey::make());
    const auto failed = wrong.check("tim", {"--authserv-id", trusted});
    INFO(failed.out << failed.err << wrong.log());
    CHECK(failed.exitStatus == 1);
    CHECK(holds(failed.out, "[WARNING] roundtrip-auth-failed"));
    CHECK(holds(failed.out, "dkim=fail by mx.example.test"));
    const auto another = wrong.check("tim", {"--authserv-id", "mx.elsewhere.example"});
    INFO(another.out);
    CHECK(another.exitStatus == 0);
    const MailLoop right;
    for (const auto* forged : {"Authentication-Results: mx.example.test; dkim=fail header.d=example.org",
                               "Authentication-Results: mx.elsewhere.example; dkim=fail header.d=example.org"}) {
        const auto fine = right.check("tim", {"--authserv-id", trusted, "--header", forged});
        INFO(fine.out << fine.err << right.log());
        CHECK(fine.exitStatus == 0);
    }
}

TEST_CASE("rspamd's results are believed: one aligned pass is enough, and where SPF and DKIM both fail, DMARC does")
{
    const auto signs = DkimKey::make();
    const auto another = DkimKey::make();
    const std::string allowed = "v=spf1 ip4:127.0.0.1 -all";
    const std::string foreign = "v=spf1 -all";
    struct Sample {
        const DkimKey& published;
        std::string spf;
        std::vector<std::string> results; ///< as rspamd writes them
    };
    const Sample samples[] = {{signs, allowed, {"spf=pass", "dkim=pass", "dmarc=pass"}},
                              {signs, foreign, {"spf=fail", "dkim=pass", "dmarc=pass"}},
                              {another, allowed, {"spf=pass", "dkim=fail", "dmarc=pass"}},
                              {another, foreign, {"spf=fail", "dkim=fail", "dmarc=fail"}}};
    for (const auto& [published, spf, results] : samples) {
        const MailLoop loop(signs, std::make_unique<Rspamd>(std::vector<std::string>{
                                       "example.org. TXT " + inStrings(spf),
                                       "s1._domainkey.example.org. TXT " + inStrings(published.record),
                                       "_dmarc.example.org. TXT \"v=DMARC1; p=none\""}));
        const auto seen = loop.check("tim", {"--authserv-id", trusted, "--keep"});
        const auto mail = textOf(loop.mailboxes.maildir("tim") / "new");
        INFO(seen.out << seen.err << mail);
        for (const auto& result : results) {
            CHECK(holds(mail, result));
        }
        const bool isBelieved = results.back() == "dmarc=pass";
        CHECK(seen.exitStatus == (isBelieved ? 0 : 1));
        CHECK(holds(seen.out, "[WARNING] roundtrip-auth-failed") == !isBelieved);
    }
}

TEST_CASE("Sieve's vacation answers, the answer comes back and proves the arrival, and both are deleted")
{
    const MailLoop loop;
    const auto result = loop.check("echo", {"--answered"});
    INFO(result.out << result.err << loop.log());
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "MAIL ROUNDTRIP OK - message was answered after "));
    const auto both = loop.check("echo", {"--answered", "--mailbox", loop.mailbox("echo")});
    INFO(both.out << both.err);
    CHECK(both.exitStatus == 0);
    CHECK(holds(both.firstLine(), "message arrived in INBOX of imap://echo@localhost"));
    CHECK(holds(both.firstLine(), ", answered"));
    const auto again = loop.check("echo", {"--answered", "--keep", "--format", "json"});
    INFO(again.out);
    CHECK(again.exitStatus == 0);
    CHECK(mailsIn(loop.mailboxes.maildir("tim")) == 1); // the one that was kept
}

TEST_CASE("Answers come back from run to run, too, with a state file")
{
    const MailLoop loop;
    const TempDir folder;
    const MailLoop::Arguments kept{"--answered", "--state-file", (folder / "state").string()};
    const auto first = loop.check("echo", kept);
    INFO(first.out << first.err);
    CHECK(first.exitStatus == 0);
    for (int i = 0; i < 2; ++i) {
        const auto limit = mpm::Deadline::in(scaled(mpm::Seconds(20)));
        while (mailsIn(loop.mailboxes.maildir("tim")) == 0 && !limit.passed()) { // no run waits for a responder
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        const auto next = loop.check("echo", kept);
        INFO(next.out << next.err << loop.log());
        CHECK(next.exitStatus == 0);
        CHECK(holds(next.firstLine(), "MAIL ROUNDTRIP OK - message was answered after "));
        CHECK(holds(next.firstLine(), "pending=1"));
    }
}

TEST_CASE("Nobody answers: that is told, and what was wanted is in the way of nothing else")
{
    const MailLoop loop;
    const auto result = loop.check("tim", {"--answered"}, "4");
    INFO(result.out << result.err << loop.log());
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.out, "[CRITICAL] roundtrip-unanswered"));
    CHECK(mailsIn(loop.mailboxes.maildir("tim")) == 0);
}

TEST_CASE("What Sieve puts into the folder for junk is found there and told")
{
    const MailLoop loop;
    const auto result = loop.check("tim", {"--subject", "You won a prize"});
    INFO(result.out << result.err << loop.log());
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "Unrat"));
    CHECK(holds(result.out, "[WARNING] roundtrip-junk"));
    CHECK(mailsIn(loop.mailboxes.maildir("tim") / ".Unrat") == 0);
}

TEST_CASE("A bounce ends the run at once with the reply that it quotes")
{
    const MailLoop loop;
    const auto result = loop.check("nobody", {});
    INFO(result.out << result.err << loop.log());
    CHECK(result.exitStatus == 2);
    CHECK(result.seconds < scaled(10.0));
    CHECK(holds(result.firstLine(), "message came back: 554 5.7.1 (nobody@example.test): Recipient address rejected"));
    CHECK(holds(result.out, "[CRITICAL] roundtrip-bounced"));
    CHECK(mailsIn(loop.mailboxes.maildir("tim")) == 0);
}

TEST_CASE("Cyrus has the message, its folder for junk is known, and the state goes from run to run")
{
    const Cyrus server;
    const TempDir folder;
    const auto secret = folder.write("secret", "tanstaaftanstaaf\n");
    std::filesystem::permissions(secret, std::filesystem::perms::owner_read);
    const auto check = [&](const std::vector<std::string>& more) {
        auto all = throughLmtp(server.port(), "tim@cyrus.example.test",
                               "imap://tim@localhost:" + std::to_string(server.imapPort()) + "/");
        all.insert(all.end(), {"--mailbox-password-file", secret, "--auth-allow-clear", "-t", scaled("20")});
        all.insert(all.end(), more.begin(), more.end());
        return runCheck("check_mail_roundtrip", all);
    };
    const auto result = check({"-vvv"});
    INFO(result.out << result.err << server.log());
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "MAIL ROUNDTRIP OK - message arrived in INBOX of imap://tim@localhost"));
    CHECK(holds(result.firstLine(), "unchanged"));
    CHECK(holds(result.out, "EXAMINE \"Junk\""));
    const auto state = (folder / "state").string();
    CHECK(check({"--state-file", state}).exitStatus == 0);
    const auto second = check({"--state-file", state, "--mailbox-auth-mechanism", "SCRAM-SHA-256"});
    INFO(second.out << second.err);
    CHECK(second.exitStatus == 0);
    CHECK(holds(second.firstLine(), "message arrived in INBOX"));
    CHECK(holds(second.firstLine(), "pending=1"));
}
