// SPDX-License-Identifier: GPL-3.0-or-later
// What the servers and providers of tests/replies/texts.txt say, each by a fake at its step.
#include "loopback/send/send_verdict.hpp"
#include "support/reply_texts.hpp"
#include "support/sample.hpp"

#include <nlohmann/json.hpp>

#include <map>

using namespace mpm::test;
using mpm::Step;

namespace {

/// A server that takes everything up to the step of the row, and says that then.
Script saying(const ReplyText& row)
{
    const auto reply = send(row.onWire());
    switch (row.step) {
    case Step::Greeting: return {reply, answerQuit()};
    case Step::StartTls:
        return {send("220 mx.example.com ESMTP\r\n"), answerEhlo("250-mx.example.com\r\n250 STARTTLS\r\n"),
                answer("STARTTLS", row.onWire()), answerQuit()};
    case Step::Auth:
        return {send("220 mx.example.com ESMTP\r\n"), answerEhlo("250-mx.example.com\r\n250 AUTH PLAIN\r\n"),
                answer("AUTH", row.onWire()), answerQuit()};
    case Step::Ehlo: return honestUntil("EHLO", {reply, answer("HELO", row.onWire()), answerQuit()});
    case Step::Mail: return honestUntil("MAIL FROM:", {reply, answerQuit()});
    case Step::Rcpt: return honestUntil("RCPT TO:", {reply, answerQuit()});
    case Step::Data: return honestUntil("DATA", {reply, answerQuit()});
    default: return honestUntil("", {reply, answerQuit()});
    }
}

/// The remedies of the findings that quote the reply.
std::vector<std::string> remedies(const ReplyText& row, const std::string& passwordFile)
{
    HostileSmtp server(saying(row));
    std::vector<std::string> more{"--format", "json"};
    if (row.step == Step::StartTls) {
        more.emplace_back("-S");
    } else if (row.step == Step::Auth) {
        more.insert(more.end(), {"--auth-user", "joe", "--auth-password-file", passwordFile, "--auth-allow-clear"});
    }
    const auto result = sendTo(server.port(), more);
    INFO(result.out);
    const auto object = nlohmann::json::parse(result.out);
    std::vector<std::string> found;
    for (const auto& finding : object.at("findings")) {
        const auto message = finding.at("message").get<std::string>();
        if (holds(message, " answered " + std::to_string(row.code()))) {
            found.push_back(finding.at("remedy").get<std::string>());
        }
    }
    CHECK(result.exitStatus != 0);
    return found;
}

} // namespace

TEST_CASE("Each text of a server or provider, said at its step, gets the remedy that fits")
{
    const TempDir folder;
    // No word: what a reply has of the password is masked, and so is not read.
    const auto passwordFile = folder.write("password", "kG7#pQz9\n").string();
    Sample sample;
    for (const auto& row : replyTexts()) {
        if (!sample.takesNext()) {
            continue;
        }
        INFO(row.place);
        const auto found = remedies(row, passwordFile);
        REQUIRE_FALSE(found.empty());
        for (const auto& remedy : found) {
            INFO(remedy);
            CHECK(row.misfit(remedy) == "");
        }
    }
}
