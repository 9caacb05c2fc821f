// SPDX-License-Identifier: GPL-3.0-or-later
// The senders of tests/records/spf, asked of two other implementations: spfquery of Mail::SPF and pyspf.
#include "check/ascii.hpp"
#include "support/catch.hpp"
#include "support/fake_zone.hpp"
#include "support/process.hpp"
#include "support/record_cases.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

using namespace mpm;
using namespace mpm::test;

namespace {

/// Where the others say something else, and why ours stands.
struct Difference {
    std::string_view title;
    std::string_view by; ///< "spfquery" or "pyspf"
    std::string_view says;
    std::string_view why;
};

const std::vector<Difference> differences{
    {"a failed PTR look-up is no match", "spfquery", "temperror", "RFC 7208 5.5: then the mechanism does not match"},
    {"a failed PTR look-up is no match", "pyspf", "temperror", "RFC 7208 5.5: then the mechanism does not match"},
    {"an upper-case letter is escaped", "spfquery", "fail", "it asks for another name; RFC 7208 7.3 says a%2Bb"},
    {"an unknown modifier must be a macro-string as well", "spfquery", "fail",
     "RFC 7208 12: unknown-modifier is name = macro-string"},
    {"a macro of zero parts", "pyspf", "fail", "RFC 7208 7.1: the number must not be zero"},
    {"a macro without its closing brace", "pyspf", "fail", "it is no macro by RFC 7208 7.1"},
    {"a name that is too long is cut from the left", "pyspf", "NameTooLong", "RFC 7208 7.3 has it cut"},
};

/// A case with its name server, of which the first sender is asked.
struct Asked {
    const RecordCase* given;
    std::unique_ptr<FakeDns> dns;

    std::string title() const { return given->place.substr(given->place.find(' ') + 1); }
    const SenderCase& sender() const { return given->senders.front(); }
    std::string port() const { return std::to_string(dns->endpoint().port); }
};

std::vector<Asked> askedOf(const std::vector<RecordCase>& cases)
{
    std::vector<Asked> asked;
    for (const auto& given : cases) {
        const bool silent = std::any_of(given.faults.begin(), given.faults.end(),
                                        [](const std::string& fault) { return fault.ends_with("SILENT"); });
        if (given.senders.empty() || silent) { // waiting shows nothing
            continue;
        }
        auto lines = given.records;
        lines.insert(lines.end(), given.faults.begin(), given.faults.end());
        asked.push_back({&given, std::make_unique<FakeDns>(zoneOf(lines))});
    }
    return asked;
}

std::string bySpfquery(const Asked& asked)
{
    const auto& sender = asked.sender();
    const bool null = sender.mailFrom.empty();
    const auto result =
        run({"spfquery", "--ip=" + sender.address, "--identity=" + (null ? sender.helo : sender.mailFrom),
             std::string("--scope=") + (null ? "helo" : "mfrom"), "--helo-id=" + sender.helo,
             "--hostname=receiver.example"}, // which it else asks this machine's resolver for
            {.environment = {{"RES_NAMESERVERS", "127.0.0.1"}, {"RES_OPTIONS", "port:" + asked.port()}}});
    return result.firstLine();
}

std::vector<std::string> byPyspf(const std::vector<Asked>& asked)
{
    std::string input;
    for (const auto& each : asked) {
        const auto& sender = each.sender();
        input += each.port() + "\t" + sender.address + "\t" + sender.mailFrom + "\t" + sender.helo + "\n";
    }
    const auto result = run({"/usr/bin/python3", SOURCE_DIR "/tests/servers/mail_auth/pyspf.py"}, {.input = input});
    INFO(result.err);
    auto lines = splitLines(result.out);
    REQUIRE(lines.size() == asked.size());
    for (auto& line : lines) {
        line = line == "unknown" ? "permerror" : line; // its old word for it
    }
    return lines;
}

/// How many say the same; whoever differs must stand in the table.
std::size_t compare(const Asked& asked, std::string_view by, const std::string& says)
{
    const auto known = std::find_if(differences.begin(), differences.end(), [&](const Difference& each) {
        return each.by == by && each.title == asked.title();
    });
    CAPTURE(asked.given->place, by);
    CHECK(says == (known == differences.end() ? asked.sender().result : std::string(known->says)));
    return says == asked.sender().result ? 1 : 0;
}

} // namespace

TEST_CASE("spfquery and pyspf come to the same results, but for differences that are explained")
{
    const auto cases = recordCases("spf");
    const auto asked = askedOf(cases);
    REQUIRE(asked.size() > 150);
    std::size_t perl = 0;
    std::size_t python = 0;
    const auto said = byPyspf(asked);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        perl += compare(asked[i], "spfquery", bySpfquery(asked[i]));
        python += compare(asked[i], "pyspf", said[i]);
    }
    std::printf("records: of %zu senders spfquery says the same of %zu, pyspf of %zu\n", asked.size(), perl, python);
}
