// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/maildir_store.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace mpm;
namespace fs = std::filesystem;
using Names = std::vector<std::string>;

namespace {

const MessageCriteria token{{{"X-Token", "abc"}}, "", {}};

struct World {
    World() { make(""); }

    void make(const std::string& folder)
    {
        for (const auto* sub : {"new", "cur", "tmp"}) {
            dir.folder("box/" + folder + sub);
        }
    }

    void put(const std::string& name, const std::string& content = "X-Token: abc\n\nhello\n")
    {
        dir.write("box/" + name, content);
    }

    MaildirStore store(const Names& folders = {}) const
    {
        RetrievalPlan plan;
        plan.url = MailboxUrl::parse("maildir:" + (dir / "box").string());
        plan.folders = folders;
        return MaildirStore(plan);
    }

    test::TempDir dir;
};

Deadline later()
{
    return Deadline::in(Seconds(60));
}

Names namesOf(const SearchResult& result)
{
    Names names;
    for (const auto& message : result.messages) {
        names.push_back(message.id.folder + "/" + message.id.unique + (message.junk ? "!" : ""));
    }
    return names;
}

} // namespace

TEST_CASE("A message is found in a Maildir whether it was read or not, the newest first, and once")
{
    World world;
    world.put("new/100.a.host");
    world.put("cur/200.b.host:2,S");
    world.put("cur/300.c.host:2,", "X-Token: other\n\nabc\n");
    world.put("tmp/400.d.host");
    world.put("new/.hidden");
    auto store = world.store();
    const auto found = store.find(token, later());
    CHECK(namesOf(found) == Names{"INBOX/200.b.host", "INBOX/100.a.host"});
    CHECK_FALSE(found.failure);
    CHECK(found.messages.front().header.raw() == "X-Token: abc\n");
    CHECK(found.messages.front().body.raw() == "hello\n");
    CHECK(found.messages.front().size == 20);
    CHECK(found.messages.front().arrived);
    CHECK(namesOf(store.find(token, later())) == Names());
    CHECK(namesOf(store.find({{}, "abc", {}}, later())) == Names{"INBOX/300.c.host"});
}

TEST_CASE("A Maildir's folder for spam is looked through, and a named one that is missing is told")
{
    World world;
    world.make(".Junk/");
    world.make(".Entw&APw-rfe.neu/");
    world.put(".Junk/new/1.x.host");
    world.put(".Entw&APw-rfe.neu/new/2.x.host");
    CHECK(namesOf(world.store().find(token, later())) == Names{"Junk/1.x.host!"});
    CHECK(namesOf(world.store({"Entwürfe/neu", "junk", "INBOX"}).find(token, later())) ==
          Names{"Entwürfe/neu/2.x.host"});
    const auto missing = world.store({"INBOX", "Gone"}).find(token, later());
    REQUIRE(missing.failure);
    CHECK(missing.failure->step == RetrievalStep::Open);
    CHECK(missing.failedFolder == "Gone");
    for (const auto* name : {"", ".", "..", "a/../../b", "/etc"}) {
        INFO(name);
        CHECK(world.store({name}).find(token, later()).failure);
    }
}

TEST_CASE("Links and pipes in a Maildir are neither followed nor waited for nor deleted")
{
    World world;
    world.dir.write("outside", "X-Token: abc\n\n");
    fs::create_symlink(world.dir / "outside", world.dir / "box/new/1.link");
    REQUIRE(::mkfifo((world.dir / "box/new/2.pipe").c_str(), 0600) == 0);
    fs::create_directory(world.dir / "box/new/3.folder");
    auto store = world.store();
    const auto found = store.find(token, later());
    CHECK(namesOf(found) == Names());
    CHECK_FALSE(found.failure);
    const auto removal =
        store.remove({{"INBOX", 0, "1.link"}, {"INBOX", 0, "2.pipe"}, {"INBOX", 0, "3.folder"}}, later());
    CHECK(removal.removed.empty());
    CHECK(removal.failure);
    CHECK(fs::exists(world.dir / "outside"));
    CHECK(fs::exists(world.dir / "box/new/2.pipe"));

    fs::remove_all(world.dir / "box/cur");
    world.dir.folder("elsewhere");
    fs::create_directory_symlink(world.dir / "elsewhere", world.dir / "box/cur");
    CHECK(store.find(token, later()).failure);
}

TEST_CASE("Only what it is told is deleted from a Maildir, whatever flags it has got meanwhile")
{
    World world;
    world.put("new/100.a.host");
    world.put("new/100.a.host2");
    auto store = world.store();
    REQUIRE(store.find(token, later()).messages.size() == 2);
    fs::rename(world.dir / "box/new/100.a.host", world.dir / "box/cur/100.a.host:2,RS");
    const auto removal = store.remove({{"INBOX", 0, "100.a.host"}, {"INBOX", 0, "gone"}, {"Other", 0, "x"}}, later());
    CHECK(removal.removed == std::vector<MessageId>{{"INBOX", 0, "100.a.host"}});
    CHECK_FALSE(removal.failure);
    CHECK_FALSE(fs::exists(world.dir / "box/cur/100.a.host:2,RS"));
    CHECK(fs::exists(world.dir / "box/new/100.a.host2"));
    const auto outside = store.remove({{"INBOX", 0, "../new/100.a.host2"}}, later());
    CHECK(outside.removed.empty());
    CHECK(fs::exists(world.dir / "box/new/100.a.host2"));
}

TEST_CASE("Large messages and many of them are read within bounds")
{
    World world;
    world.put("new/1.big", "X-Token: abc\n\n" + std::string(2000000, 'x'));
    world.put("new/2.header", "X-Token: abc\nX: " + std::string(200000, 'x'));
    auto store = world.store();
    const auto found = store.find(token, later());
    REQUIRE(found.messages.size() == 2);
    CHECK(found.messages[0].headerCut);
    CHECK(found.messages[0].header.raw().size() == mostRetrievedHeader);
    CHECK(found.messages[1].bodyCut);
    CHECK(found.messages[1].size == 2000014);
    for (int i = 0; i < 2100; ++i) {
        world.put("new/" + std::to_string(10 + i) + ".many", "X: y\n\n");
    }
    CHECK(store.find(token, later()).leftOut == 100);
    CHECK(store.find(token, later()).leftOut == 0);
}

TEST_CASE("A Maildir that is none is told, and so is a time that has run out")
{
    World world;
    RetrievalPlan plan;
    plan.url = MailboxUrl::parse("maildir:" + (world.dir / "nothing").string());
    const auto none = MaildirStore(plan).find(token, later());
    REQUIRE(none.failure);
    CHECK(none.failure->failure.kind == FailureKind::LocalFault);
    CHECK(none.failure->failure.detail.find("No such file or directory") != std::string::npos);
    world.put("new/1.a");
    const auto late = world.store().find(token, Deadline::in(Seconds(0)));
    REQUIRE(late.failure);
    CHECK(late.failure->failure.kind == FailureKind::TimedOut);
}
