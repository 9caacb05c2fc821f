// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/delegation/registry_world.hpp"

#include <filesystem>

using namespace mpm::test;
namespace fs = std::filesystem;

namespace {

/// A folder for kept answers, and runs with it.
struct Cache {
    TempDir folder;

    std::vector<fs::path> files() const { return {fs::directory_iterator(folder.path()), fs::directory_iterator()}; }

    /// How many asked, and what came of it.
    std::pair<std::size_t, ProcessResult> check(const Script& script, std::vector<std::string> more = {},
                                                const std::string& address = registryAddress) const
    {
        RegistryWorld world;
        auto& registry = world.whois(address, script);
        more.insert(more.end(), {"--whois=" + address, "--cache-dir", folder.path().string()});
        auto result = world.check(more);
        return {registry.clients().size(), std::move(result)};
    }

    /// The only answer was kept so many seconds ago.
    void age(long seconds) const { set("\"fetched\":", std::time(nullptr) - seconds); }

    /// Another number behind these words of the only file.
    void set(const std::string& words, long number) const
    {
        REQUIRE(files().size() == 1);
        const auto file = files().front();
        auto text = contentOf(file);
        REQUIRE(text.find(words) != std::string::npos);
        const auto at = text.find(words) + words.size();
        text.replace(at, text.find_first_of(",}", at) - at, std::to_string(number));
        folder.write(file.filename().string(), text);
    }
};

} // namespace

TEST_CASE("A registry's answer is kept for twelve hours, and its age is told", "[delegation][registry]")
{
    const Cache cache;
    CHECK(cache.check(whoisAnswer(whoisRecord(77))).first == 1);
    auto [asked, result] = cache.check({close()});
    INFO(result.out);
    CHECK(asked == 0);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "domain_days=77"));

    cache.age(5L * 3600);
    for (const auto* form : {"--verbose", "--format=json"}) {
        std::tie(asked, result) = cache.check({close()}, {form});
        INFO(result.out);
        CHECK(asked == 0);
        CHECK(holds(result.firstLine(), "registered for 77 more days (asked 5 hours ago)"));
    }
    CHECK(holds(result.out, "\"registry_age\":1800"));
    CHECK(
        holds(cache.check({close()}, {"-v"}).second.out, "[OK] registry-answer shop.example: 25.0.0.1 (asked 5 hours"));

    cache.age(20L * 3600);
    std::tie(asked, result) = cache.check({awaitLine(""), close()});
    INFO(result.out);
    CHECK(asked == 1);
    CHECK(findingsIn(result) == std::vector<std::string>{"registry-unavailable W"});
    CHECK(holds(result.firstLine(), "judged by its answer of 20 hours ago"));
    CHECK(holds(result.firstLine(), "domain_days=77"));

    cache.age(15L * 86400);
    cache.set("\"at\":", std::time(nullptr) - 400);
    std::tie(asked, result) = cache.check({awaitLine(""), close()});
    CHECK(asked == 1);
    CHECK_FALSE(holds(result.firstLine(), "domain_days"));
}

TEST_CASE("An answer that tells of trouble is asked for again after an hour", "[delegation][registry]")
{
    const std::vector<std::string> answers{"No match for shop.example\r\n", whoisRecord(20),
                                           whoisRecord(100, "Domain Status: clientHold\r\n")};
    for (const auto& answer : answers) {
        const Cache cache;
        CHECK(cache.check(whoisAnswer(answer)).first == 1);
        cache.age(1800);
        CHECK(cache.check(whoisAnswer(whoisRecord(300))).first == 0);
        cache.age(3700);
        const auto [asked, result] = cache.check(whoisAnswer(whoisRecord(300)));
        CHECK(asked == 1);
        CHECK(result.exitStatus == 0);
    }
}

TEST_CASE("A kept answer that differs from the delegation is asked for again after an hour", "[delegation][registry]")
{
    const Cache cache;
    CHECK(cache.check(whoisAnswer(whoisRecord(300, "", "NS9.SHOP.EXAMPLE"))).first == 1);
    cache.age(1800);
    auto [asked, result] = cache.check(whoisAnswer(whoisRecord(300)));
    CHECK(asked == 0);
    CHECK(findingsIn(result) == std::vector<std::string>{"registry-ns-differs W"});
    CHECK(holds(result.firstLine(), "25.0.0.1 (asked 30 minutes ago) lists ns9.shop.example"));
    cache.age(3700);
    std::tie(asked, result) = cache.check(whoisAnswer(whoisRecord(300)));
    CHECK(asked == 1);
    CHECK(result.exitStatus == 0);
}

TEST_CASE("A registry that failed is left alone for a while, and when it failed is told", "[delegation][registry]")
{
    struct Case {
        std::string name;
        Script script;
        long pause;
        std::string detail;
    };
    const std::vector<Case> cases{
        {"rate limit", whoisAnswer("Query rate limit exceeded\r\n"), 3600, "turns us away"},
        {"closed", {awaitLine(""), close()}, 300, "25.0.0.1: closed the connection"},
        {"not understood", whoisAnswer("Welcome!\r\n"), 300, "could not be understood"},
    };
    for (const auto& one : cases) {
        const Cache cache;
        CHECK(cache.check(one.script).first == 1);
        cache.set("\"at\":", std::time(nullptr) - one.pause + 130);
        auto [asked, result] = cache.check(whoisAnswer(whoisRecord(77)));
        INFO(one.name << "\n" << result.out);
        CHECK(asked == 0);
        CHECK(findingsIn(result) == std::vector<std::string>{"registry-unavailable W"});
        CHECK(holds(result.firstLine(), one.detail));
        CHECK(holds(result.firstLine(), one.pause == 300 ? " (2 minutes ago; not asked again for 2 minutes)"
                                                         : " (57 minutes ago; not asked again for 2 minutes)"));
        checkForm(result);

        cache.set("\"at\":", std::time(nullptr) - one.pause - 1);
        std::tie(asked, result) = cache.check(whoisAnswer(whoisRecord(77)));
        CHECK(asked == 1);
        CHECK(result.exitStatus == 0);
        CHECK(cache.check({close()}).second.exitStatus == 0); // the failure is forgotten
    }
}

TEST_CASE("While a registry is left alone, its kept answer is judged", "[delegation][registry]")
{
    const Cache cache;
    CHECK(cache.check(whoisAnswer(whoisRecord(20))).first == 1);
    cache.age(20L * 3600);
    CHECK(cache.check(whoisAnswer("WHOIS LIMIT EXCEEDED\r\n")).first == 1);
    cache.set("\"at\":", std::time(nullptr) - 1830);
    const auto [asked, result] = cache.check(whoisAnswer(whoisRecord(77)));
    INFO(result.out);
    CHECK(asked == 0);
    CHECK(findingsIn(result) == std::vector<std::string>{"registry-unavailable W", "domain-expires-soon W"});
    CHECK(holds(result.out, "(30 minutes ago; not asked again for 29 minutes)"));
    CHECK(holds(result.out, "judged by its answer of 20 hours ago"));
    CHECK(holds(result.firstLine(), "domain_days=20"));
}

TEST_CASE("One server's answer is not taken for another's", "[delegation][registry]")
{
    const Cache cache;
    CHECK(cache.check(whoisAnswer(whoisRecord(77))).first == 1);
    const auto [asked, result] = cache.check(whoisAnswer(whoisRecord(55)), {}, registrarAddress);
    CHECK(asked == 1);
    CHECK(holds(result.firstLine(), "domain_days=55"));
    CHECK(cache.files().size() == 2);
    CHECK(holds(cache.check({close()}).second.firstLine(), "domain_days=77"));
}

TEST_CASE("A kept file that is broken or a link is as good as none", "[delegation][registry]")
{
    const Cache cache;
    CHECK(cache.check(whoisAnswer(whoisRecord(77))).first == 1);
    REQUIRE(cache.files().size() == 1);
    const auto file = cache.files().front();
    cache.folder.write(file.filename().string(), "{half");
    CHECK(holds(cache.check(whoisAnswer(whoisRecord(78))).second.firstLine(), "domain_days=78"));

    const TempDir elsewhere;
    const auto victim = elsewhere.write("victim", contentOf(file));
    fs::remove(file);
    fs::create_symlink(victim, file);
    const auto before = contentOf(victim);
    CHECK(holds(cache.check(whoisAnswer(whoisRecord(79))).second.firstLine(), "domain_days=79"));
    CHECK(contentOf(victim) == before);
    CHECK(fs::is_regular_file(fs::symlink_status(file)));
}

TEST_CASE("A folder that can't be written to is this machine's fault", "[delegation][registry]")
{
    RegistryWorld world;
    world.whois(registryAddress, whoisAnswer(whoisRecord(78)));
    const auto result = world.check({"--whois=" + registryAddress, "--cache-dir", "/nowhere"});
    INFO(result.out);
    CHECK(findingsIn(result) == std::vector<std::string>{"local-fault U"});
    CHECK(holds(result.out, "operator must make the folder and let the user that runs the check write to it"));
    CHECK(holds(result.firstLine(), "--cache-dir: can't make a file in '/nowhere': No such file or directory"));
}
