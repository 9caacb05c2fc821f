// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/date.hpp"
#include "check_dns_delegation/registry/whois.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "unit/plugins/check_dns_delegation/registry/registry_fixtures.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>

using namespace mpm;
using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;

namespace {

/// What the reader says of a fixture, in the fixtures' words.
struct Reading {
    std::string state;
    std::vector<std::string> servers; ///< sorted
    std::string day;
};

/// "ns1.shop.example", or with its addresses where the fixture tells some.
std::string serverText(const RegistryHost& host, const RegistryFixture& fixture)
{
    const auto name = host.name.toString();
    const auto starts = [&](const std::string& server) { return server.rfind(name + "[", 0) == 0; };
    if (!fixture.servers || std::none_of(fixture.servers->begin(), fixture.servers->end(), starts)) {
        return name;
    }
    std::string text;
    for (const auto& address : host.addresses) {
        text += (text.empty() ? "[" : ",") + address.toString();
    }
    return name + (text.empty() ? "" : text + "]");
}

Reading readHost(const RegistryFixture& fixture, const std::string& answer)
{
    const auto host = parseWhoisHost(answer);
    return host ? Reading{"host", {serverText(*host, fixture)}, "-"} : Reading{"no-host", {}, "-"};
}

Reading readDomain(const RegistryFixture& fixture, const std::string& answer)
{
    const auto asked = DnsName::parse(fixture.domain);
    const auto record = parseWhois(answer, asked);
    Reading reading{std::string(registryStanding(record)), {}, record.expires ? registryDay(*record.expires) : "-"};
    for (const auto& host : record.hosts) {
        reading.servers.push_back(serverText(host, fixture));
    }
    std::sort(reading.servers.begin(), reading.servers.end());
    return reading;
}

Reading readFixture(const RegistryFixture& fixture, const std::string& answer)
{
    const bool isHost = fixture.state == "host" || fixture.state == "no-host";
    return isHost ? readHost(fixture, answer) : readDomain(fixture, answer);
}

struct Count {
    int right = 0;
    int wrong = 0;
    int notExtracted = 0; ///< something was told, and nothing was read

    void add(bool isRight, bool isNothing) { ++(isRight ? right : isNothing ? notExtracted : wrong); }
};

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text.empty() ? "-" : text;
}

struct Score {
    Count state;
    Count servers;
    Count day;
    std::string wrongOnes;

    void add(const RegistryFixture& fixture, const Reading& reading)
    {
        const bool stateRight = reading.state == fixture.state;
        const bool serversRight = !fixture.servers || reading.servers == *fixture.servers;
        const bool dayRight = !fixture.day || reading.day == *fixture.day;
        state.add(stateRight, reading.state == "not-understood" || reading.state == "no-host");
        if (fixture.servers) {
            servers.add(serversRight, reading.servers.empty());
        }
        if (fixture.day) {
            day.add(dayRight, reading.day == "-");
        }
        if (!stateRight || !serversRight || !dayRight) {
            wrongOnes +=
                fixture.place + " (" + fixture.domain + ", " + fixture.about +
                "):" + (stateRight ? "" : " state " + reading.state + ", not " + fixture.state + ".") +
                (serversRight ? ""
                              : " servers " + joined(reading.servers) + ", not " + joined(*fixture.servers) + ".") +
                (dayRight ? "" : " day " + reading.day + ", not " + *fixture.day + ".") + "\n";
        }
    }
};

std::string line(const char* field, const Count& count)
{
    return "registry: " + std::string(field) + ": " + std::to_string(count.right) + " right, " +
           std::to_string(count.wrong) + " wrong, " + std::to_string(count.notExtracted) + " not extracted\n";
}

/// How many there are of each kind.
std::string kindsOf(const std::vector<RegistryFixture>& fixtures)
{
    std::map<std::string, int> counts;
    for (const auto& fixture : fixtures) {
        ++counts[fixture.kind()];
    }
    std::string text;
    for (const auto& [kind, count] : counts) {
        text += (text.empty() ? "" : ", ") + kind + " " + std::to_string(count);
    }
    return text + "\n";
}

std::string withCrlf(const std::string& text)
{
    std::string crlf;
    for (const char c : text) {
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return crlf;
}

/// The fixtures of the project, or those of another folder, which can be measured in the same way.
std::filesystem::path folder()
{
    const auto* other = std::getenv("MPM_REGISTRY_FIXTURES");
    return other != nullptr ? other : SOURCE_DIR "/tests/unit/plugins/check_dns_delegation/registry/fixtures";
}

} // namespace

TEST_CASE("Registries' answers are read in the words, orders and layouts that real servers use", "[registry][whois]")
{
    const auto fixtures = registryFixtures(folder());
    REQUIRE_FALSE(fixtures.empty());
    Score score;
    for (const auto& fixture : fixtures) {
        score.add(fixture, readFixture(fixture, fixture.answer));
    }
    std::cout << fixtures.size() << " registry fixtures\n"
              << kindsOf(fixtures) << line("state", score.state) << line("name servers", score.servers)
              << line("last day", score.day) << score.wrongOnes;
    CHECK(score.wrongOnes.empty());
}

TEST_CASE("A registry's answer means the same with CRLF at its lines' ends", "[registry][whois]")
{
    for (const auto& fixture : registryFixtures(folder())) {
        INFO(fixture.place);
        const auto lf = readFixture(fixture, fixture.answer);
        const auto crlf = readFixture(fixture, withCrlf(fixture.answer));
        CHECK(crlf.state == lf.state);
        CHECK(crlf.servers == lf.servers);
        CHECK(crlf.day == lf.day);
    }
}

TEST_CASE("A registry fixture that can't be read is an error that names its line", "[registry][whois]")
{
    const TempDir dir;
    const auto read = [&](const std::string& text) {
        dir.write("kind.txt", text);
        return registryFixtures(dir.path());
    };
    const auto fixtures = read("#> a.example | free | - | ? | words\nNo match\n\n#> b.example | on-hold | ? | - | x\n");
    REQUIRE(fixtures.size() == 2);
    CHECK(fixtures[0].kind() == "kind");
    CHECK(fixtures[0].answer == "No match\n\n");
    CHECK(fixtures[0].servers == std::vector<std::string>{});
    CHECK_FALSE(fixtures[0].day);
    CHECK(fixtures[1].place == "kind.txt:4");
    CHECK_FALSE(fixtures[1].servers);
    CHECK(fixtures[1].day == "-");
    CHECK_THROWS_WITH(read("No match\n"), "kind.txt:1 belongs to no fixture");
    CHECK_THROWS_WITH(read("#> a.example | free | -\n"), ContainsSubstring("kind.txt:1 is no head of a fixture"));
    CHECK_THROWS_WITH(read("#> a.example | lost | - | - | x\n"),
                      ContainsSubstring("kind.txt:1 is no head of a fixture"));
}
