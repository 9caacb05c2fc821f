// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"
#include "support/smtp_servers.hpp"
#include "support/timing.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace mpm::test {

/// check_smtp_send on that port of 127.0.0.1, with its form checked on the way.
inline ProcessResult sendTo(std::uint16_t port, const std::vector<std::string>& more,
                            const ProcessOptions& options = {})
{
    std::vector<std::string> arguments{"-H", "127.0.0.1", "-p", std::to_string(port), "-F", "client.example"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = runCheck("check_smtp_send", arguments, options);
    INFO(result.out);
    CHECK(result.err.empty());
    CHECK(result.seconds <= scaled(10.3));
    CHECK(harmIn(result.out).empty());
    if (!result.out.starts_with("{")) {
        CHECK_NOTHROW(readAsGuidelines(result.out));
    }
    return result;
}

/// The messages in a maildir, once there is one; waits up to five seconds for it.
inline std::vector<std::string> mailIn(const std::filesystem::path& maildir)
{
    const auto limit = mpm::Deadline::in(scaled(mpm::Seconds(5)));
    std::vector<std::string> messages;
    while (messages.empty() && !limit.passed()) {
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(maildir / "new", none)) {
            messages.push_back(contentOf(entry.path()));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return messages;
}

/// A message with everything that has ever been spoilt on the way: dots at line starts, blanks at line ends, a
/// folded header, 8-bit octets, an empty line at the end, a long line.
inline std::string hardMessage()
{
    return "From: a@example.org\nTo: b@example.test\nSubject: hard\n folded with two\n\tand a tab\n"
           "X-Token: 8kz2w9\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
           "Content-Transfer-Encoding: 8bit\nDate: Sun, 22 Nov 2026 16:27:21 +0000\nMessage-ID: <8kz2w9@example.org>\n"
           "\n.\n..\n.dot at the start\nFrom the start of a line\nblanks at the end   \nz\xC3\xBC"
           "rich, sm\xC3\xB8rrebr\xC3\xB8"
           "d\n" +
           std::string(950, 'x') + "\n\nthe last line\n\n";
}

} // namespace mpm::test
