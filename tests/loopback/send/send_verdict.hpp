// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// check_smtp_send on that port of 127.0.0.1, to b@example.com, with `-t 1` unless another time is given; its form
/// checked on the way.
inline ProcessResult sendTo(std::uint16_t port, const std::vector<std::string>& more = {},
                            const ProcessOptions& options = {})
{
    std::vector<std::string> arguments{"-H", "127.0.0.1",      "-p", std::to_string(port), "--to", "b@example.com",
                                       "-F", "client.example", "-f", "a@example.org"};
    const bool ownTime = std::find(more.begin(), more.end(), "-t") != more.end();
    if (!ownTime) {
        arguments.insert(arguments.end(), {"-t", scaled("1")});
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = runCheck("check_smtp_send", arguments, options);
    INFO(result.out << result.err);
    CHECK(result.signal == 0);
    CHECK(result.err.empty());
    CHECK((ownTime || result.seconds <= scaled(1.3)));
    CHECK(harmIn(result.out).empty());
    if (!result.out.starts_with("{") && !result.out.starts_with("#")) {
        CHECK_NOTHROW(readAsGuidelines(result.out));
        CHECK(readAsIcinga(result.out).dropped.empty());
    }
    return result;
}

/// The IDs of the findings below line 1, in order.
inline std::vector<std::string> findingsIn(const ProcessResult& result)
{
    std::vector<std::string> ids;
    for (const auto& line : result.lines()) {
        if (line.starts_with("[")) {
            const auto start = line.find(' ') + 1;
            ids.push_back(line.substr(start, line.find(' ', start) - start));
        }
    }
    return ids;
}

/// The commands of a whole dialogue in order, and an honest server's answers; the message's end is "".
inline const std::vector<std::pair<std::string, std::string>>& honestAnswers()
{
    static const std::vector<std::pair<std::string, std::string>> answers{
        {"EHLO", "250-mx.example.com\r\n250 SIZE 1000000\r\n"},
        {"MAIL FROM:", "250 2.1.0 ok\r\n"},
        {"RCPT TO:", "250 2.1.5 ok\r\n"},
        {"DATA", "354 go on\r\n"},
        {"", "250 2.0.0 Ok: queued as 4Xyz12AB\r\n"},
    };
    return answers;
}

/// An honest server until this command, upon which `then` happens.
inline Script honestUntil(const std::string& command, const Script& then)
{
    Script script{send("220 mx.example.com ESMTP\r\n")};
    for (const auto& [beginning, reply] : honestAnswers()) {
        script.push_back(beginning.empty() ? readMessage() : awaitLine(beginning));
        if (beginning == command) {
            script.insert(script.end(), then.begin(), then.end());
            return script;
        }
        script.push_back(send(reply));
    }
    script.push_back(answerQuit());
    return script;
}

} // namespace mpm::test
