// SPDX-License-Identifier: GPL-3.0-or-later
// tests/dialogues/send: behind "! " the options, behind "= " the status and the findings, worst first.
#include "check/ascii.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_smtp_send/world.hpp"

#include <cstdlib>

using namespace mpm;
using namespace mpm::test;

namespace {

/// The first line's words, and before them the host that every dialogue is with.
std::vector<std::string> argumentsOf(const Dialogue& dialogue)
{
    std::vector<std::string> arguments{"-H", "mail.example.com"};
    for (const auto& word : split(dialogue.commands.at(0), ' ')) {
        arguments.push_back(word);
    }
    return arguments;
}

std::vector<std::string> verdict(const Report& report)
{
    std::vector<std::string> words{std::string(toString(report.status()))};
    for (const auto& finding : report.findings) {
        words.push_back(finding.id);
    }
    return words;
}

/// A sending check says and concludes word for word what the transcript has.
void checkTranscript(const std::string& file)
{
    ::setenv("CHECK_SMTP_PASSWORD", "open sesame", 1);
    const auto dialogue = Dialogue::read(file);
    SendWorld world;
    world.dialer.add(dialogue.script);
    const auto report = world.run(argumentsOf(dialogue));
    ::unsetenv("CHECK_SMTP_PASSWORD");
    CHECK(world.dialer.faults() == std::vector<std::string>());
    CHECK(verdict(report) == dialogue.findings);
    const bool callsAgain = argumentsOf(dialogue).back() == "--relay-test";
    CHECK((callsAgain || world.dialer.dialled.size() == 1));
}

} // namespace

// Each file of tests/dialogues/send is a test of its own; tests/CMakeLists.txt writes them.
#include "transcripts/send.inc"
