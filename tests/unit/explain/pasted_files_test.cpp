// SPDX-License-Identifier: GPL-3.0-or-later
// Each file in tests/replies/pasted holds what somebody might paste; expected.txt there says what must be read in it.
#include "check/ascii.hpp"
#include "explain/answer.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace mpm;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(SOURCE_DIR) / "tests" / "replies" / "pasted";

/// A line of expected.txt; meaning and actor are empty where they are another table's to say.
struct Expected {
    std::string reply; ///< "550 5.1.1 | RCPT TO | mx.example.com | a@b"
    std::string meaning;
    std::string first;
};

using Expectations = std::map<std::string, std::vector<Expected>>;

Expectations expectations()
{
    Expectations all;
    std::string file;
    for (const auto& line : splitLines(test::contentOf(folder / "expected.txt"))) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (line.starts_with("== ")) {
            file = line.substr(3);
            all[file];
            continue;
        }
        auto parts = split(line, '|');
        parts.resize(6);
        all[file].push_back({join({parts[0], parts[1], parts[2], parts[3]}, " | "), parts[4], parts[5]});
    }
    return all;
}

std::string shown(const ExplainedReply& reply)
{
    return join({reply.codes, reply.step, reply.host, join(reply.recipients, ",")}, " | ");
}

/// The expectation of this reply; null where it is not expected.
const Expected* find(const std::vector<Expected>& among, const std::string& reply)
{
    for (const auto& each : among) {
        if (each.reply == reply) {
            return &each;
        }
    }
    return nullptr;
}

} // namespace

TEST_CASE("Every log line and bounce gives its replies, each with step, host and recipients, and its cause")
{
    for (const auto& [file, expected] : expectations()) {
        const auto answer = answerFor(test::contentOf(folder / file));
        std::vector<std::string> found;
        for (const auto& explanation : answer.explanations) {
            for (const auto& reply : explanation.replies) {
                found.push_back(shown(reply));
                const auto* row = find(expected, found.back());
                INFO(file << ": " << found.back() << ": " << explanation.meaning);
                CHECK(row != nullptr);
                CHECK((row == nullptr || explanation.meaning.find(row->meaning) != std::string::npos));
                CHECK((row == nullptr || row->first.empty() || toString(explanation.first) == row->first));
            }
        }
        INFO(file);
        CHECK(found.size() == expected.size());
    }
}

TEST_CASE("Twenty log lines and twenty bounces are read, and no file is without an expectation")
{
    const auto expected = expectations();
    for (const auto* kind : {"logs", "bounces"}) {
        std::size_t files = 0;
        for (const auto& entry : fs::directory_iterator(folder / kind)) {
            const auto name = std::string(kind) + "/" + entry.path().filename().string();
            CAPTURE(name);
            CHECK(expected.count(name) == 1);
            ++files;
        }
        CHECK(files >= 20);
    }
}

TEST_CASE("Log lines pasted together are as many replies, grouped by cause")
{
    std::string all;
    std::size_t count = 0;
    for (const auto& [file, expected] : expectations()) {
        if (file.starts_with("logs/postfix")) {
            all += test::contentOf(folder / file);
            ++count;
        }
    }
    const auto answer = answerFor(all);
    std::size_t replies = 0;
    for (const auto& explanation : answer.explanations) {
        replies += explanation.replies.size();
    }
    // The same recipient is unknown in the same words in none of them.
    CHECK(replies == count);
    CHECK(answer.form == Answer::Form::Pages);
    CHECK(answer.explanations.size() < count);
}
