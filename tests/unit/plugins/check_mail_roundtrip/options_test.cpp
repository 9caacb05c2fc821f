// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "check_mail_roundtrip/prepare.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

#include <stdlib.h>

using namespace mpm;
using namespace mpm::test;
using Arguments = std::vector<std::string>;

namespace {

const std::string maildir = "maildir:/var/mail/b";

checkMailRoundtrip::Options read(Arguments more, const std::string& machine = "client.example")
{
    more.insert(more.begin(), {"-H", "mail.example.com"});
    const auto plugin = checkMailRoundtrip::description();
    const auto line = CommandLine::parse(more, allOptions(plugin));
    const checkMailRoundtrip::ThisRun run{machine, [](std::size_t octets) { return std::string(octets, 'r'); }};
    return prepared(checkMailRoundtrip::readOptions(line, readCommonOptions(line, plugin)), run);
}

std::string fault(const Arguments& arguments)
{
    try {
        read(arguments);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "none";
}

Arguments with(Arguments more)
{
    more.insert(more.begin(), {"--to", "b@example.com", "--mailbox", maildir});
    return more;
}

} // namespace

TEST_CASE("A round trip has 55 seconds, looks each two, and remembers a message for two hours")
{
    const auto plugin = checkMailRoundtrip::description();
    const auto line = CommandLine::parse({}, allOptions(plugin));
    CHECK(readCommonOptions(line, plugin).timeout == Seconds(55));
    const auto options = read(with({}));
    CHECK(options.target.poll == Seconds(2));
    CHECK(options.target.context.lostAfter.count() == 3600);
    CHECK(options.target.context.forgottenAfter.count() == 3600);
    CHECK(read(with({"--state-file", "/x/state", "--lost-after", "60"})).target.context.forgottenAfter.count() == 3600);
    CHECK(options.target.context.plan.from.toString() == "monitoring@client.example");
}

TEST_CASE("A mailbox and a recipient are needed, and what is no mailbox is refused with what is wrong")
{
    CHECK(fault({"--to", "b@example.com"}) == "no mailbox given; use --mailbox URL");
    CHECK(fault({"--mailbox", maildir}).starts_with("no recipient given"));
    CHECK(fault({"--to", "b@example.com", "--mailbox", "http://x/"}).starts_with("--mailbox: "));
    CHECK(fault(with({"--mailbox", maildir})).ends_with("is given twice"));
    CHECK(fault(with({"--folder", ""})) == "--folder: '' is no folder's name");
    CHECK(fault(with({"--poll", "0"})).starts_with("--poll: '0' is not a number of seconds"));
    CHECK(fault(with({"--state-file", "/"})) == "--state-file: '/' can't be a file");
    CHECK(fault(with({"--mx", "example.com"})) != "none");
}

TEST_CASE("Passwords of mailboxes come from files, one for all or one for each, or from the environment")
{
    const TempDir folder;
    const auto one = folder.write("one", "first\n").string();
    const auto two = folder.write("two", "second\n").string();
    const Arguments mailboxes{"--to",      "b@example.com", "--mailbox", "imaps://b@mail.example.com/",
                              "--mailbox", "maildir:/x",    "--mailbox", "pop3s://c@mail.example.com/"};
    const auto passwords = [&](Arguments more) {
        more.insert(more.begin(), mailboxes.begin(), mailboxes.end());
        std::vector<std::string> all;
        for (const auto& mailbox : read(more).target.mailboxes) {
            all.emplace_back(mailbox.login.credentials.password.reveal());
        }
        return all;
    };
    CHECK(passwords({"--mailbox-password-file", one}) == Arguments{"first", "", "first"});
    CHECK(passwords({"--mailbox-password-file", one, "--mailbox-password-file", two}) ==
          Arguments{"first", "", "second"});
    ::setenv("CHECK_MAILBOX_PASSWORD", "third", 1);
    CHECK(passwords({}) == Arguments{"third", "", "third"});
    CHECK(std::string(::getenv("CHECK_MAILBOX_PASSWORD")).find("third") == std::string::npos);
    ::unsetenv("CHECK_MAILBOX_PASSWORD");
    CHECK(fault(mailboxes).starts_with("no password for --mailbox"));
    auto three = mailboxes;
    three.insert(three.end(),
                 {"--mailbox-password-file", one, "--mailbox-password-file", one, "--mailbox-password-file", one});
    CHECK(fault(three).starts_with("--mailbox-password-file is given 3 times"));
}

TEST_CASE("The name of a mailbox's certificate is its own, that of the other server's does not count there")
{
    const TempDir folder;
    const auto file = folder.write("one", "first\n").string();
    const auto options = read({"--to", "b@example.com", "-S", "--verify-name", "mx.example.com", "--mailbox",
                               "imaps://b@mail.example.com/", "--mailbox-password-file", file, "--mailbox-verify-name",
                               "imap.example.com"});
    CHECK(options.target.sending.plan.tls->request.verifyName == "mx.example.com");
    CHECK(options.target.mailboxes[0].tls.verifyName == "imap.example.com");
    CHECK(options.target.mailboxes[0].tls.sni == "imap.example.com");
}

TEST_CASE("Checks of different machines, state files, recipients or mailboxes do not take each other's messages")
{
    const auto owner = [](const Arguments& arguments, const std::string& machine = "client.example") {
        return read(arguments, machine).target.context.owner;
    };
    const auto first = owner(with({}));
    CHECK(owner(with({})) == first);
    CHECK(owner(with({"-t", "20", "--keep", "--subject", "x"})) == first);
    CHECK(owner(with({}), "other.example") != first);
    CHECK(owner(with({"--state-file", "/x/state"})) != first);
    CHECK(owner(with({"--to", "c@example.com"})) != first);
    CHECK(owner({"--to", "b@example.com", "--mailbox", "maildir:/var/mail/c"}) != first);
    CHECK(owner(with({"-p", "587"})) != first);
}

TEST_CASE("A header field that the check makes itself is refused, and so is an answer to nobody")
{
    for (const auto* field : {"Subject: x", "message-id: <x@y>", "Auto-Submitted: no"}) {
        CAPTURE(field);
        CHECK_THROWS_AS(read(with({"--header", field})), UsageError);
    }
    CHECK_NOTHROW(read(with({"--header", "X-Own: 1"})));
    CHECK_THROWS_AS(read(with({"--answered", "--from", ""})), UsageError);
}

TEST_CASE("Options that leave no message to look for are none of a round trip's")
{
    const auto plugin = checkMailRoundtrip::description();
    for (const auto* name : {"stop-at", "expect", "relay-test", "message-file"}) {
        INFO(name);
        for (const auto& option : allOptions(plugin)) {
            CHECK(option.name != name);
        }
    }
    for (const auto& finding : plugin.findings) {
        INFO(finding.id);
        CHECK_FALSE(finding.id.starts_with("relay-"));
    }
}
