// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/retrieval/hostile_run.hpp"

using namespace mpm::test;

namespace {

const std::string greeting = "* OK [CAPABILITY IMAP4rev1] ready\r\n";

void check(const Script& script, const HostileDemand& demand)
{
    searchAt("imap", script, demand);
}

/// What the server says in the place of its greeting.
Script greets(const std::string& octets)
{
    return {send(octets), staySilent()};
}

/// An honest server up to that command, which this answers.
Script upTo(const std::string& command, ServerStep step)
{
    const std::pair<const char*, const char*> dialogue[] = {
        {"a1 LOGIN", "a1 OK [CAPABILITY IMAP4rev1] done\r\n"},
        {"a2 LIST", "* LIST () \"/\" INBOX\r\na2 OK done\r\n"},
        {"a3 EXAMINE", "* OK [UIDVALIDITY 7] x\r\na3 OK done\r\n"},
        {"a4 UID SEARCH", "* SEARCH 5\r\na4 OK done\r\n"},
        {"a5 UID FETCH", "* 1 FETCH (UID 5 BODY[HEADER]<0> \"X-Token: abc\" BODY[TEXT]<0> \"x\")\r\na5 OK done\r\n"}};
    Script script{send(greeting)};
    for (const auto& [line, reply] : dialogue) {
        if (std::string(line).substr(3) == command) {
            script.push_back(awaitLine(line));
            script.push_back(std::move(step));
            script.push_back(staySilent());
            return script;
        }
        script.push_back(answer(line, reply));
    }
    script.push_back(staySilent());
    return script;
}

} // namespace

TEST_CASE("A message lies at an honest IMAP server, whatever its packets are")
{
    check(upTo("nothing", staySilent()), {.step = "", .found = 1});
    check({drip(greeting, 0.002), answer("a1 LOGIN", "a1 OK [CAPABILITY IMAP4rev1] x\r\n"),
           answer("a2 LIST", "a2 NO x\r\n"), answer("a3 EXAMINE", "a3 OK x\r\n"),
           answer("a4 UID", "* SEARCH\r\na4 OK x\r\n"), staySilent()},
          {.step = ""});
}

TEST_CASE("An IMAP server that greets in another way, or not at all")
{
    check(greets("* BYE too many connections\r\n"), {"greeting", "the server refuses the connection: too many"});
    check(greets("* NO go away\r\n"), {"greeting", "is no greeting of IMAP"});
    check(greets("220 mail.example.com ESMTP\r\n"), {"greeting", "is no IMAP response"});
    check(greets("* PREAUTH welcome\r\n"), {"greeting", "PREAUTH in the clear"});
    check(greets("a1 OK ready\r\n"), {"greeting", "a command that was not sent"});
    check(greets("+ go on\r\n"), {"greeting", "asks for more"});
    check(greets("* OK bare line feed\n"), {"greeting", "does not end with CRLF"});
    check(greets(std::string("* OK \0\r\n", 8)), {"greeting", "NUL"});
    check(greets("* OK \x1b[2J|`$(x)\r\na1 OK"), {"capability", "in the middle of a response"});
    check({close()}, {"greeting", "closed by the server"});
    check({reset()}, {"greeting", "reset by the server"});
    check({staySilent()}, {"greeting", "no answer within"});
    check({neverRead()}, {"greeting", "no answer within"});
    check({floodOf("x")}, {"greeting", "more than 64 KiB"});
    check({send("* OK "), drip("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 0.05), staySilent()},
          {"greeting", "no answer within"});
}

TEST_CASE("An IMAP server that repeats the password does not get it shown")
{
    check(upTo("LOGIN", send("a1 NO [AUTHENTICATIONFAILED] open sesame is wrong\r\n")),
          {.step = "login", .sentence = "**** is wrong", .loginRefused = true});
    check(upTo("LOGIN", send("* BYE open sesame\r\n")), {"login", "BYE: ****"});
    check(upTo("LOGIN", send("open sesame\r\n")), {"login", "no IMAP response"});
    check(upTo("LOGIN", send("+ more\r\n")), {"login", "asks for more"});
}

TEST_CASE("An IMAP server whose responses do not end")
{
    for (const auto* command : {"LIST", "EXAMINE", "UID SEARCH", "UID FETCH"}) {
        INFO(command);
        const std::string steps[] = {"folders", "open", "search", "fetch"};
        const auto step = steps[std::string(command) == "LIST"         ? 0
                                : std::string(command) == "EXAMINE"    ? 1
                                : std::string(command) == "UID SEARCH" ? 2
                                                                       : 3];
        check(upTo(command, floodOf("* 1 EXISTS\r\n")), {step, "more than 10000 responses"});
        check(upTo(command, floodOf("* LIST (")), {step, "more than 64 KiB"});
        check(upTo(command, floodOf("* SEARCH 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 "
                                    "27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 "
                                    "54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 "
                                    "80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 100 101 102 103\r\n")),
              {step, ""});
        check(upTo(command, staySilent()), {step, "no answer within"});
        check(upTo(command, close()), {step, "closed by the server"});
        check(upTo(command, send("* BYE shutting down\r\n")), {step, "the server says BYE: shutting down"});
    }
}

TEST_CASE("An IMAP server whose literals are too large, too many, or never come")
{
    check(upTo("UID FETCH", send("* 1 FETCH (UID 5 BODY[HEADER]<0> {4294967295}\r\n")),
          {"fetch", "announces a literal"});
    check(upTo("UID FETCH", send("* 1 FETCH (UID 5 BODY[HEADER]<0> {99999999999999999999}\r\n")),
          {"fetch", "announces a literal"});
    check(upTo("UID FETCH", send("* 1 FETCH (UID 5 BODY[HEADER]<0> {1000}\r\nX-Token")), {"fetch", "no answer within"});
    check(upTo("UID FETCH", send("* 1 FETCH (UID 5 BODY[HEADER]<0> {2000000}\r\nX-Token: abc\r\n" +
                                 std::string(2000000 - 14, 'x') + ")\r\na5 OK done\r\n")),
          {.step = "", .found = 1});
    check(upTo("UID FETCH", floodOf("* 1 FETCH (X {1}\r\ny)\r\n")), {"fetch", ""});
    check(upTo("LIST", floodOf("* LIST () \"/\" {1}\r\ny\r\n")), {"folders", ""});
    check(upTo("LIST", send("* X " + std::string(60000, '(') + "\r\n")), {"folders", "nested too deep"});
    check(upTo("LIST", floodOf("* X {1}\r\ny {1}\r\n")), {"folders", "64 literals"});
}

TEST_CASE("An IMAP server that lies about messages and folders")
{
    check(upTo("UID SEARCH", send("* SEARCH 0 99999999999 x (1) \"2\" {1}\r\n3\r\na4 OK x\r\n")), {.step = ""});
    check(upTo("UID SEARCH", send("a4 NO no search\r\n")), {"search", "the server refuses UID SEARCH: no search"});
    check(upTo("UID SEARCH", send("a5 OK x\r\n")), {"search", "a command that was not sent"});
    check(upTo("UID FETCH", send("* 1 FETCH (UID 6 BODY[HEADER]<0> \"X-Token: abc\")\r\na5 OK x\r\n")), {.step = ""});
    check(upTo("UID FETCH", send("* 1 FETCH (UID 5 BODY[HEADER]<0> \"X-Token: xyz\")\r\na5 OK x\r\n")), {.step = ""});
    check(upTo("UID FETCH", send("* 1 FETCH UID\r\n* FETCH\r\n* 1 FETCH ()\r\n* 1 FETCH NIL\r\n* 1 FETCH (UID)\r\n"
                                 "* 1 FETCH (UID (5) BODY[HEADER] (x))\r\na5 OK x\r\n")),
          {.step = ""});
    check(upTo("LIST", send("* LIST\r\n* LIST () \"/\"\r\n* LIST x y z\r\n* LIST () NIL (a)\r\n* LIST () \"/\" "
                            "\"\"\r\n* LIST () \"/\" \"&AP\"\r\na2 BAD x\r\n")),
          {.step = "open", .sentence = "no answer within"});
}
