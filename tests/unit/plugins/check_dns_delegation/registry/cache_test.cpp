// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/cache.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

using namespace mpm;
using namespace mpm::test;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t now = 1400716800;

RegistryCacheKey keyIn(const TempDir& folder, const std::string& asked = "whois ")
{
    return {folder.path().string(), DnsName::parse("www.shop.example"), asked};
}

RegistrySeen answer()
{
    RegistrySeen seen;
    seen.domain = DnsName::parse("shop.example");
    seen.source = "whois.nic.example";
    seen.fetched = now - 60;
    seen.record.state = RegistryRecord::State::Registered;
    seen.record.hosts = {{DnsName::parse("ns1.shop.example"), {*IpAddress::parse("192.0.2.1")}}};
    seen.record.expires = now + 86400;
    seen.record.statuses = {"client hold"};
    seen.record.ds = std::vector<DsRecord>{{12345, 13, 2, ""}};
    return seen;
}

} // namespace

TEST_CASE("What was kept is read again", "[registry][cache]")
{
    const TempDir folder;
    CHECK_FALSE(readRegistryCache(keyIn(folder), now));
    CHECK(writeRegistryCache(keyIn(folder), answer()).empty());
    const auto seen = readRegistryCache(keyIn(folder), now);
    REQUIRE(seen);
    CHECK(seen->domain.toString() == "shop.example");
    CHECK(seen->source == "whois.nic.example");
    CHECK(seen->fetched == now - 60);
    REQUIRE(seen->record.hosts.size() == 1);
    CHECK(seen->record.hosts[0].addresses.size() == 1);
    CHECK(seen->record.expires == now + 86400);
    CHECK(seen->record.hold() == "client hold");
    CHECK(seen->record.ds->front().keyTag == 12345);
    struct stat status {};
    REQUIRE(::stat(registryCacheFile(keyIn(folder)).c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0600);
}

TEST_CASE("Who said when the registration ends is kept, and whether addresses are shown", "[registry][cache]")
{
    const TempDir folder;
    auto told = answer();
    told.expirySource = "whois.registrar.example";
    told.registrarSilence = "whois.registrar.example: no answer within 2 s";
    told.record.showsAddresses = true;
    CHECK(writeRegistryCache(keyIn(folder), told).empty());
    const auto seen = readRegistryCache(keyIn(folder), now);
    REQUIRE(seen);
    CHECK(seen->expirySource == told.expirySource);
    CHECK(seen->registrarSilence == told.registrarSilence);
    CHECK(seen->record.showsAddresses);
}

TEST_CASE("A failure is kept beside the answer of an earlier run, and without one", "[registry][cache]")
{
    const TempDir folder;
    for (const bool answered : {true, false}) {
        auto told = answer();
        told.failure = Failure{FailureKind::TimedOut, "whois.nic.example: no answer within 4 s"};
        told.failedAt = now - 10;
        told.throttled = answered;
        if (!answered) {
            told.record = RegistryRecord();
        }
        CHECK(writeRegistryCache(keyIn(folder), told).empty());
        const auto seen = readRegistryCache(keyIn(folder), now);
        REQUIRE(seen);
        REQUIRE(seen->failure);
        CHECK(seen->failure->detail == told.failure->detail);
        CHECK(seen->failedAt == now - 10);
        CHECK(askAgainAt(*seen) == now - 10 + (answered ? 3600 : 300));
        CHECK((seen->record.state == RegistryRecord::State::Registered) == answered);
        CHECK_FALSE(readRegistryCache(keyIn(folder), now - 11)); // from the future
    }
}

TEST_CASE("Another server's answer is kept apart", "[registry][cache]")
{
    const TempDir folder;
    CHECK(writeRegistryCache(keyIn(folder), answer()).empty());
    const auto other = keyIn(folder, "whois 192.0.2.9");
    CHECK_FALSE(readRegistryCache(other, now));
    fs::copy_file(registryCacheFile(keyIn(folder)), registryCacheFile(other));
    CHECK_FALSE(readRegistryCache(other, now));
}

TEST_CASE("A folder in which nothing can be kept is named as the user wrote it", "[registry][cache]")
{
    const RegistryCacheKey nowhere{"/nonexistent/kept", DnsName::parse("shop.example"), "whois "};
    CHECK(writeRegistryCache(nowhere, answer()) ==
          "can't make a file in '/nonexistent/kept': No such file or directory");
}

TEST_CASE("A file that somebody else could have put there is not believed", "[registry][cache]")
{
    const TempDir folder;
    const auto key = keyIn(folder);
    const auto file = registryCacheFile(key);
    CHECK(writeRegistryCache(key, answer()).empty());
    REQUIRE(readRegistryCache(key, now));

    fs::permissions(file, fs::perms::others_write, fs::perm_options::add);
    CHECK_FALSE(readRegistryCache(key, now));
    fs::permissions(file, fs::perms::others_write, fs::perm_options::remove);
    REQUIRE(readRegistryCache(key, now));

    fs::rename(file, folder / "elsewhere");
    fs::create_symlink(folder / "elsewhere", file);
    CHECK_FALSE(readRegistryCache(key, now));

    fs::remove(file);
    fs::create_directory(file);
    CHECK_FALSE(readRegistryCache(key, now));
    CHECK(writeRegistryCache(key, answer()).starts_with("can't rename to"));
    fs::remove(file);

    REQUIRE(::mkfifo(file.c_str(), 0600) == 0); // nobody writes: must not be waited for
    CHECK_FALSE(readRegistryCache(key, now));
    fs::remove(file);

    if (::geteuid() == 0) { // only root can give files away
        fs::rename(folder / "elsewhere", file);
        REQUIRE(readRegistryCache(key, now));
        REQUIRE(::chown(file.c_str(), 65534, 65534) == 0);
        CHECK_FALSE(readRegistryCache(key, now));
    }
}

TEST_CASE("A link in the place of the kept file is replaced, not followed", "[registry][cache]")
{
    const TempDir folder;
    const auto key = keyIn(folder);
    const auto victim = folder.write("victim", "precious");
    fs::create_symlink(victim, registryCacheFile(key));
    CHECK(writeRegistryCache(key, answer()).empty());
    CHECK(contentOf(victim) == "precious");
    CHECK_FALSE(fs::is_symlink(registryCacheFile(key)));
    CHECK(readRegistryCache(key, now));
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2); // nothing is left over
}

TEST_CASE("A kept file that says anything odd is as good as none", "[registry][cache]")
{
    const TempDir folder;
    const auto key = keyIn(folder);
    CHECK(writeRegistryCache(key, answer()).empty());
    const auto text = contentOf(registryCacheFile(key));
    REQUIRE(parseRegistryCache(text, key, now));
    CHECK_FALSE(parseRegistryCache(text, key, now - 61)); // from the future
    const auto changed = [&](const std::string& what, const std::string& with) {
        auto other = text;
        const auto at = other.find(what);
        REQUIRE(at != std::string::npos);
        return parseRegistryCache(other.replace(at, what.size(), with), key, now);
    };
    CHECK_FALSE(changed(std::to_string(now - 60), "-9223372036854775807"));
    CHECK_FALSE(changed(std::to_string(now - 60), "1e300"));
    CHECK_FALSE(changed("12345", "1e300"));
    CHECK_FALSE(changed(std::to_string(now + 86400), "9223372036854775807"));
    CHECK_FALSE(changed(R"("domain":"shop.example")", R"("domain":"other.example")"));
    CHECK_FALSE(changed(R"("domain":"shop.example")", R"("domain":"a..b")"));
    CHECK_FALSE(changed(R"("domain":"shop.example")", R"("domain":".")"));
    CHECK_FALSE(changed(R"("domain":"shop.example")", R"("domain":"example")"));
    CHECK_FALSE(changed(R"("answer":"registered")", R"("answer":"perhaps")"));
    CHECK_FALSE(changed("[[12345,13,2]]", "[[12345]]"));
    for (std::size_t length = 0; length + 2 < text.size(); ++length) {
        CHECK_FALSE(parseRegistryCache(text.substr(0, length), key, now));
    }
    const auto harmful = changed("whois.nic.example", "x|y`z`");
    REQUIRE(harmful);
    CHECK(harmful->source == "x/y'z'");
}
