// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/retrieval/hostile_run.hpp"

using namespace mpm::test;

namespace {

const std::string capabilities = "+OK\r\nTOP\r\nUIDL\r\nUSER\r\n.\r\n";

void check(const Script& script, const HostileDemand& demand)
{
    searchAt("pop3", script, demand);
}

Script greets(const std::string& octets)
{
    return {send(octets), staySilent()};
}

/// An honest server up to that command, which this answers.
Script upTo(const std::string& command, ServerStep step)
{
    const std::pair<const char*, std::string> dialogue[] = {{"CAPA", capabilities},
                                                            {"USER", "+OK\r\n"},
                                                            {"PASS", "+OK\r\n"},
                                                            {"UIDL", "+OK\r\n1 one\r\n.\r\n"},
                                                            {"LIST", "+OK\r\n1 20\r\n.\r\n"},
                                                            {"TOP", "+OK\r\nX-Token: abc\r\n.\r\n"},
                                                            {"RETR", "+OK\r\nX-Token: abc\r\n\r\nhi\r\n.\r\n"},
                                                            {"QUIT", "+OK\r\n"}};
    Script script{send("+OK ready\r\n")};
    for (const auto& [line, reply] : dialogue) {
        if (line == command) {
            script.push_back(awaitLine(line));
            script.push_back(std::move(step));
            script.push_back(staySilent());
            return script;
        }
        script.push_back(answer(line, reply));
    }
    return script;
}

} // namespace

TEST_CASE("A message lies at an honest POP3 server, also where QUIT is never answered")
{
    check(upTo("nothing", staySilent()), {.step = "", .found = 1});
    check(upTo("QUIT", staySilent()), {.step = "", .found = 1, .within = 1.8});
}

TEST_CASE("A POP3 server that greets in another way, or not at all")
{
    check(greets("-ERR too many connections\r\n"),
          {.step = "greeting", .sentence = "refuses the connection: too many", .within = 1.8});
    check(greets("* OK IMAP4rev1\r\n"), {"greeting", "is no POP3 reply"});
    check(greets("\r\n"), {"greeting", "an empty line"});
    check(greets("+OKAY\r\n"), {"greeting", "is no POP3 reply"});
    check(greets("+OK ready\r\n+OK twice\r\n"), {"capability", "before it was asked"});
    check({close()}, {"greeting", "closed by the server"});
    check({reset()}, {"greeting", "reset by the server"});
    check({staySilent()}, {"greeting", "no answer within"});
    check({floodOf("x")}, {"greeting", "more than 16 KiB"});
    check({drip("+OK xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 0.05), staySilent()},
          {"greeting", "no answer within"});
}

TEST_CASE("A POP3 server that repeats the password does not get it shown")
{
    check(upTo("PASS", send("-ERR open sesame is wrong\r\n")),
          {.step = "login", .sentence = "**** is wrong", .within = 1.8, .loginRefused = true});
    check(upTo("PASS", send("open sesame\r\n")), {"login", "no POP3 reply"});
    check(upTo("PASS", send("+ more\r\n")),
          {.step = "login", .sentence = "asks for more", .within = 1.8, .loginRefused = true});
}

TEST_CASE("A POP3 server whose replies do not end")
{
    const std::pair<const char*, const char*> commands[] = {
        {"CAPA", "capability"}, {"UIDL", "folders"}, {"LIST", "folders"}, {"TOP", "search"}, {"RETR", "fetch"}};
    for (const auto& [command, step] : commands) {
        INFO(command);
        check(upTo(command, send("+OK\r\nx\r\n")), {step, "no answer within"});
        check(upTo(command, staySilent()), {step, "no answer within"});
        check(upTo(command, close()), {step, "closed by the server"});
        check(upTo(command, floodOf("+OK\r\n")), {step, ""});
        check(upTo(command, floodOf("+OK x")), {step, "more than 16 KiB"});
        check({send("+OK ready\r\n"), awaitLine("CAPA"), send("+OK\r\n"), floodOf("x")},
              {"capability", "more than 64 KiB"});
    }
}

TEST_CASE("A POP3 server that lies about messages")
{
    check(upTo("UIDL", send("-ERR what?\r\n")), {.step = "folders", .sentence = "refuses UIDL", .within = 1.8});
    check(upTo("UIDL", send("+OK\r\n0 a\r\n-1 b\r\nx\r\n99999999999 c\r\n1\r\n.\r\n")),
          {"folders", "no answer within"});
    check(upTo("TOP", send("+OK\r\nX-Token: xyz\r\n.\r\n")), {.step = "", .within = 1.8, .checkFails = true});
    check(upTo("RETR", send("-ERR gone\r\n")), {.step = "", .within = 1.8});
    check(upTo("RETR", send("+OK\r\nX-Token: xyz\r\n.\r\n")), {.step = "", .within = 1.8});
    check(upTo("RETR", send("+OK\r\nX-Token: abc\r\n\r\n" + std::string(60000, 'x') + "\r\n.\r\n")),
          {.step = "", .found = 1, .within = 1.8});
}
