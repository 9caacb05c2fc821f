// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in a mailbox is made up by strangers, and by the servers on the way.
#include "check_mail_roundtrip/judge.hpp"
#include "check_mail_roundtrip/options.hpp"
#include "check_mail_roundtrip/prepare.hpp"
#include "check_mail_roundtrip/probe.hpp"
#include "check_mail_roundtrip/test_message.hpp"
#include "check_mail_roundtrip/token.hpp"
#include "property/given_options.hpp"
#include "property/peer_words.hpp"
#include "property/property.hpp"
#include "property/sound_output.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "unit/plugins/check_smtp_send/world.hpp"

#include <algorithm>
#include <stdexcept>

using namespace mpm;
using namespace mpm::property;

namespace {

/// Takes every message.
class HonestRelay : public Channel {
public:
    std::string receive(Deadline /*deadline*/) override { return std::exchange(reply_, ""); }
    std::string receivePending() override { return {}; }
    void send(std::string_view octets, Deadline /*deadline*/) override
    {
        reply_ = octets.starts_with("DATA")   ? "354 go on\r\n"
                 : octets.starts_with("QUIT") ? "221 bye\r\n"
                                              : "250 ok\r\n";
    }
    TlsFacts startTls(const TlsRequest& /*request*/, Deadline /*deadline*/) override { return {}; }

private:
    std::string reply_ = "220 ready\r\n";
};

class ToHonestRelay : public Dialer {
public:
    std::unique_ptr<Channel> dial(const Endpoint& /*endpoint*/, Deadline /*deadline*/) override
    {
        return std::make_unique<HonestRelay>();
    }
};

const MailTime noon = std::chrono::sys_days(std::chrono::November / 22 / 2026) + std::chrono::hours(12);

/// A check with a state file and a Maildir, and runs of it.
class WatchedMailbox {
public:
    explicit WatchedMailbox(PeerWords& words)
        : given_(checkMailRoundtrip::description(), arguments(words)),
          options_(prepared(checkMailRoundtrip::readOptions(given_.line, given_.common),
                            {"client.example", [](std::size_t octets) { return std::string(octets, 'n'); }}))
    {
        options_.policy.parts = {};
        for (const auto* part : {"box/new", "box/cur", "box/.Junk/new", "box/.Junk/cur"}) {
            folder_.folder(part);
        }
    }

    /// With tokens of this octet, so many seconds after noon.
    Report run(char token, int seconds)
    {
        test::TableResolver resolver;
        ToHonestRelay dialer;
        test::FakeDnsTransport dns;
        test::FakeDigests digests;
        const World world{resolver, dns, dialer, [](Deadline) { return std::string("client.example"); }};
        const auto now = noon + std::chrono::seconds(seconds);
        const checkMailRoundtrip::Outside outside{world, digests, [=] { return now; },
                                                  [=](std::size_t octets) { return std::string(octets, token); },
                                                  [](Seconds /*pause*/) {}};
        const auto seen = checkMailRoundtrip::observe(options_.target, outside, Deadline::in(Seconds(3600)));
        return given_.finished(checkMailRoundtrip::judge(seen, options_.policy), "mail.example.com");
    }

    /// The message that the run with this token has sent.
    std::string sent(char token) const
    {
        const auto& context = options_.target.context;
        return composeMessage(context.plan, checkMailRoundtrip::makeToken(std::string(16, token)), context.owner, noon);
    }

    std::string messageId(char token) const
    {
        const auto& owner = options_.target.context.owner;
        const auto local =
            checkMailRoundtrip::localPartOf(checkMailRoundtrip::makeToken(std::string(16, token)), owner);
        return "<" + local + "@client.example>";
    }

    void put(const std::string& folder, const std::string& message)
    {
        folder_.write("box/" + folder + std::to_string(++messages_), message);
    }

private:
    std::vector<std::string> arguments(PeerWords& words) const
    {
        std::vector<std::string> all{"-H",           "mail.example.com",
                                     "--to",         "user@example.com",
                                     "--mailbox",    "maildir:" + (folder_.path() / "box").string(),
                                     "--state-file", (folder_.path() / "state").string()};
        if (words.chance("trusts")) {
            all.insert(all.end(), {"--authserv-id", "mx.example.com"});
        }
        if (words.chance("answered")) {
            all.emplace_back("--answered");
        }
        return all;
    }

    test::TempDir folder_;
    GivenOptions given_;
    checkMailRoundtrip::Options options_;
    int messages_ = 0;
};

/// Lines above a message, as servers on the way write them, or strangers who would like to be such.
std::string trace(PeerWords& words, const std::string& name)
{
    const auto results = words.oneOf<std::string>(
        name + ".results", {"dkim=fail header.d=example.org", "spf=fail; dkim=pass header.d=x", "none", ""});
    return "Authentication-Results: " + words.textOr(name + ".id", "mx.example.com") + "; " + results + " (" +
           words.text(name + ".comment") + ")\r\nReceived: from " + words.text(name + ".from") + " by " +
           words.textOr(name + ".by", "mx.example.com") + "; " +
           words.textOr(name + ".date", "Sun, 22 Nov 2026 12:00:05 +0000") +
           "\r\nReceived: from a by b.example.org; Sun, 22 Nov 2026 12:10:00 +0000\r\n";
}

/// What came of a message: itself, as it was or changed, an answer, a bounce, or a stranger's words.
std::string arrival(PeerWords& words, const std::string& name, const std::string& message, const std::string& id)
{
    const auto kind = words.place(name, 6);
    if (kind < 2) {
        return trace(words, name) + message;
    }
    if (kind == 2) {
        const auto body = message.find("\r\n\r\n") + 4;
        return trace(words, name) + message.substr(0, body) + words.text(name + ".body") + "\r\n" +
               message.substr(body);
    }
    if (kind == 3) {
        return "In-Reply-To: " + id + words.text(name + ".more") + "\r\n\r\n" + words.text(name + ".body");
    }
    if (kind == 4) {
        return "From: MAILER-DAEMON\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
               "--b\r\n\r\n" +
               id + "\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: " +
               words.textOr(name + ".action", "failed") + "\r\nRemote-MTA: dns; " + words.text(name + ".host") +
               "\r\nDiagnostic-Code: smtp; " + words.textOr(name + ".reply", "550 5.1.1 no such user") +
               "\r\n\r\n--b--\r\n";
    }
    return words.text(name + ".header") + "\r\n" + words.text(name + ".body");
}

} // namespace

TEST_CASE("Whatever lies in a mailbox, what check_mail_roundtrip says of it is read as it is meant")
{
    forAll({"check_mail_roundtrip", 300, 6}, [] {
        auto words = PeerWords::drawn();
        WatchedMailbox mailbox(words);
        demandSound(mailbox.run('a', 0));
        for (const std::string name : {"one", "two", "three"}) {
            mailbox.put(words.oneOf<std::string>(name + ".place", {"new/", "cur/", ".Junk/new/"}),
                        arrival(words, name, mailbox.sent('a'), mailbox.messageId('a')));
        }
        auto report = mailbox.run('b', words.chance("late") ? 4000 : 60);
        demandSound(report);
        const auto next = mailbox.run('c', 4100);
        demandSound(next);
        if (std::any_of(next.findings.begin(), next.findings.end(),
                        [](const Finding& finding) { return finding.id == "state-file-damaged"; })) {
            throw std::runtime_error("a run can't read the state that the one before it has left");
        }
        return report;
    });
}
