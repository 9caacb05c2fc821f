// SPDX-License-Identifier: GPL-3.0-or-later
// Mailboxes of a real Dovecot are read over IMAP and POP3, and as the Maildirs that they are.
#include "net/tcp_dialer.hpp"
#include "retrieval/make_store.hpp"
#include "support/catch.hpp"
#include "support/dovecot.hpp"
#include "support/openssl_digests.hpp"
#include "support/ports.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <filesystem>

using namespace mpm;
using namespace mpm::test;
namespace fs = std::filesystem;
using Names = std::vector<std::string>;

namespace {

const MessageCriteria token{{{"X-Token", "abc"}}, "", {}};

class Loopback : public Resolver {
public:
    AddressLookup addresses(const std::string& /*name*/, FamilyChoice /*families*/, Deadline /*deadline*/) override
    {
        return {{*IpAddress::parse("127.0.0.1")}, {}, 0};
    }
    PointerLookup pointers(const IpAddress& /*address*/, Deadline /*deadline*/) override { return {}; }
};

/// Tim's mailbox with a folder Unrat for spam, and in both what was put there.
class Mailbox {
public:
    Mailbox()
    {
        folder_.write("users", "tim:{PLAIN}tanstaaftanstaaf\n");
        for (const auto* sub : {"", "new", "cur", "tmp", ".Unrat", ".Unrat/new", ".Unrat/cur", ".Unrat/tmp"}) {
            fs::permissions(folder_.folder("mail/" + std::string(sub)), fs::perms::all);
        }
        fs::permissions(folder_ / "mail", fs::perms::all);
    }

    void put(const std::string& name, const std::string& content) const
    {
        fs::permissions(folder_.write("mail/" + name, content), fs::perms::owner_all | fs::perms::others_all);
    }

    /// How many messages lie there.
    std::size_t count(const std::string& folder) const
    {
        std::size_t files = 0;
        for (const auto* sub : {"new", "cur"}) {
            for (const auto& entry : fs::directory_iterator(folder_ / ("mail/" + folder + sub))) {
                files += entry.is_regular_file() ? 1U : 0U;
            }
        }
        return files;
    }

    std::unique_ptr<MessageStore> store(const std::string& scheme, const std::string& password = "tanstaaftanstaaf",
                                        std::optional<SaslMechanism> mechanism = {})
    {
        RetrievalPlan plan;
        const auto port = scheme == "imap" ? imapPort_ : pop3Port_;
        plan.url = MailboxUrl::parse(scheme == "maildir" ? "maildir:" + (folder_ / "mail").string()
                                                         : scheme + "://tim@localhost:" + std::to_string(port) + "/");
        plan.login = {{"tim", Secret(password)}, mechanism, true, "nonceOfThisRun"};
        return makeMessageStore(plan, {resolver_, dialer_, digests_});
    }

    std::string log() const { return server_.log(); }

private:
    Lines lines() const
    {
        const auto here = folder_.path().string();
        Lines all{
            "ssl = no",
            "auth_mechanisms = plain login cram-md5 scram-sha-256",
            "auth_failure_delay = 0",
            "first_valid_uid = 1",
            "service imap-login {\n  inet_listener imap {\n    port = " + std::to_string(imapPort_) +
                "\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}",
            "service pop3-login {\n  inet_listener pop3 {\n    port = " + std::to_string(pop3Port_) +
                "\n  }\n  inet_listener pop3s {\n    port = 0\n  }\n}",
            "namespace inbox {\n  inbox = yes\n  mailbox Unrat {\n    special_use = \\Junk\n    auto = subscribe\n"
            "  }\n}"};
        const Lines old{"disable_plaintext_auth = no", "mail_location = maildir:" + here + "/mail",
                        "passdb {\n  driver = passwd-file\n  args = " + here + "/users\n}",
                        "userdb {\n  driver = static\n  args = uid=dovecot gid=dovecot home=" + here +
                            "/mail allow_all_users=yes\n}"};
        const Lines names{"auth_allow_cleartext = yes", "mail_driver = maildir", "mail_path = " + here + "/mail",
                          "passdb passwd-file {\n  passwd_file_path = " + here + "/users\n}",
                          "userdb static {\n  userdb_static_allow_all_users = yes\n  fields {\n    uid = dovecot\n"
                          "    gid = dovecot\n    home = " +
                              here + "/mail\n  }\n}"};
        const auto& own = Dovecot::hasNewNames() ? names : old;
        all.insert(all.end(), own.begin(), own.end());
        return all;
    }

    TempDir folder_;
    std::uint16_t imapPort_ = freePort();
    std::uint16_t pop3Port_ = freePort();
    Dovecot server_{lines(), {"imap", "pop3"}};
    Loopback resolver_;
    TcpDialer dialer_;
    OpensslDigests digests_;
};

Deadline later()
{
    return Deadline::in(scaled(Seconds(20)));
}

std::vector<MessageId> idsOf(const SearchResult& result)
{
    std::vector<MessageId> ids;
    for (const auto& message : result.messages) {
        ids.push_back(message.id);
    }
    return ids;
}

void show(const MessageStore& store, const std::optional<RetrievalFailure>& failure)
{
    for (const auto& line : store.facts().transcript) {
        UNSCOPED_INFO(line);
    }
    UNSCOPED_INFO((failure ? failure->failure.detail : "no failure"));
}

} // namespace

TEST_CASE("Dovecot's IMAP gives what was looked for in the inbox and in its folder for spam, and deletes that alone")
{
    Mailbox box;
    box.put("new/1.a", "X-Token: abc\nSubject: x\n\nhello\n.\nFrom here\n");
    box.put("cur/2.b:2,S", "X-Token: other\n\nhello\n");
    box.put("cur/3.c:2,T", "Subject: marked as deleted by somebody else\n\nhello\n");
    box.put(".Unrat/new/4.d", "X-Token:\n ABC\n\nspam\n");
    for (const auto mechanism :
         {std::optional<SaslMechanism>(), std::optional(SaslMechanism::Plain), std::optional(SaslMechanism::CramMd5)}) {
        const auto store = box.store("imap", "tanstaaftanstaaf", mechanism);
        const auto found = store->find(token, later());
        show(*store, found.failure);
        REQUIRE_FALSE(found.failure);
        CHECK(store->facts().login == (mechanism ? toString(*mechanism) : "SCRAM-SHA-256"));
        REQUIRE(found.messages.size() == 2);
        CHECK(found.messages[0].id.folder == "INBOX");
        CHECK_FALSE(found.messages[0].junk);
        CHECK(found.messages[0].arrived);
        CHECK(found.messages[0].body.raw() == "hello\r\n.\r\nFrom here\r\n");
        CHECK(found.messages[1].id.folder == "Unrat");
        CHECK(found.messages[1].junk);
        CHECK(store->find(token, later()).messages.empty());
        if (mechanism == SaslMechanism::CramMd5) {
            const auto removal = store->remove(idsOf(found), later());
            show(*store, removal.failure);
            CHECK(removal.removed.size() == 2);
            CHECK_FALSE(removal.failure);
        }
        store->close(later());
    }
    CHECK(box.count("") == 2);
    CHECK(box.count(".Unrat/") == 0);
}

TEST_CASE("Dovecot's POP3 gives what was looked for, and deletes that alone")
{
    Mailbox box;
    box.put("new/1.a", "X-Token: abc\nSubject: x\n\nhello\n.\n..\n");
    box.put("new/2.b", "X-Token: other\n\nhello\n");
    const auto store = box.store("pop3");
    const auto found = store->find(token, later());
    show(*store, found.failure);
    REQUIRE_FALSE(found.failure);
    REQUIRE(found.messages.size() == 1);
    CHECK(found.messages[0].body.raw() == "hello\r\n.\r\n..\r\n");
    box.put("new/3.c", "X-Token: abc\n\nlater\n");
    CHECK(store->find(token, later()).messages.size() == 1);
    const auto removal = store->remove(idsOf(found), later());
    show(*store, removal.failure);
    CHECK(removal.removed == idsOf(found));
    CHECK(box.count("") == 2);
}

TEST_CASE("The same mailbox as a Maildir gives the same")
{
    Mailbox box;
    box.put("new/1.a", "X-Token: abc\n\nhello\n");
    const auto store = box.store("maildir");
    const auto found = store->find(token, later());
    REQUIRE(found.messages.size() == 1);
    CHECK(store->remove(idsOf(found), later()).removed.size() == 1);
    CHECK(box.count("") == 0);
}

TEST_CASE("A wrong password is refused by Dovecot, told, and not tried again")
{
    Mailbox box;
    for (const auto* scheme : {"imap", "pop3"}) {
        const auto store = box.store(scheme, "wrong password");
        for (int i = 0; i < 2; ++i) {
            const auto refused = store->find(token, later());
            show(*store, refused.failure);
            REQUIRE(refused.failure);
            CHECK(refused.failure->step == RetrievalStep::Login);
            CHECK(refused.failure->refusal);
        }
        const auto steps = store->facts().steps;
        CHECK(std::count_if(steps.begin(), steps.end(),
                            [](const RetrievalStepTime& each) { return each.step == RetrievalStep::Connect; }) == 1);
    }
}
