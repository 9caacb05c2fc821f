// SPDX-License-Identifier: GPL-3.0-or-later
// --explain reads what people paste, also from standard input.
#include "support/catch.hpp"
#include "support/plugin.hpp"

#include <string>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

/// A shell command in which CHECK is check_mx, and PASTED the folder with texts that people paste.
ProcessResult shell(const std::string& command)
{
    return run({"sh", "-c", command},
               {.environment = {{"CHECK", pluginPath("check_mx")}, {"PASTED", SOURCE_DIR "/tests/replies/pasted"}}});
}

} // namespace

TEST_CASE("a bounce from standard input is explained, with status 0")
{
    const auto result = shell("$CHECK --explain - < $PASTED/bounces/postfix-three-recipients.eml");
    CHECK(result.exitStatus == 0);
    CHECK(result.err.empty());
    CHECK_THAT(result.out, StartsWith("3 replies, 2 causes: first who"));
    CHECK_THAT(result.out, ContainsSubstring("\n550 5.1.1 - the mailbox does not exist\n"));
    const auto json = shell("$CHECK --format json --explain - < $PASTED/bounces/postfix-three-recipients.eml");
    CHECK(json.exitStatus == 0);
    CHECK_THAT(json.out, ContainsSubstring("\"recipients\":[\"bob@example.org\",\"carol@example.org\"]"));
}

TEST_CASE("log lines may be piped into --explain, or be its value")
{
    CHECK_THAT(shell("cat $PASTED/logs/postfix-*.txt | $CHECK --explain -").out, ContainsSubstring(" replies, "));
    const auto result = shell("$CHECK --explain \"$(cat $PASTED/logs/exim-rcpt-unknown.txt)\"");
    CHECK(result.exitStatus == 0);
    CHECK_THAT(result.out, StartsWith("550 5.1.1 - the mailbox does not exist\n"));
}

TEST_CASE("standard input without a reply, or without anything, is a usage error")
{
    for (const auto* command : {"$CHECK --explain - < /dev/null", "$CHECK --explain - <&-",
                                "echo hello | $CHECK --explain -", "echo | $CHECK --explain -"}) {
        CAPTURE(command);
        const auto result = shell(command);
        CHECK(result.exitStatus == 3);
        CHECK(result.err.empty());
        CHECK(result.out.find('\n') == result.out.size() - 1);
    }
    CHECK_THAT(shell("echo hello | $CHECK --explain -").out, ContainsSubstring("no reply in \"hello\": give "));
}

TEST_CASE("standard input that never ends, or goes on for long, is given up")
{
    const auto silent = shell("sleep 3 | $CHECK -t 1 --explain -; exit $?");
    CHECK(silent.exitStatus == 3);
    CHECK_THAT(silent.out, ContainsSubstring("reading standard input takes longer than --timeout"));
    const auto log =
        shell("log=$(mktemp); yes 'Nov 28 12:50:55 mx postfix/qmgr[1]: 4X: removed' | head -n 200000 > $log; echo "
              "'Nov 28 12:50:55 mx postfix/smtp[1]: host a.example said: 550 5.1.1 gone' >> $log; "
              "$CHECK --explain - <$log; rm $log");
    CHECK_THAT(log.out, StartsWith("550 5.1.1 - "));
    CHECK_THAT(log.out, ContainsSubstring("Only the last 262144 octets were read."));
    const auto endless = shell("yes 'said: 550 5.1.1 gone' | $CHECK --explain -");
    CHECK(endless.exitStatus == 0);
    CHECK_THAT(endless.out, ContainsSubstring("Only the first 262144 octets were read."));
}
