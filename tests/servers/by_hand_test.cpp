// SPDX-License-Identifier: GPL-3.0-or-later
// What a finding says can be seen with the command that it names: pasted into a shell, the command shows it.
#include "support/catch.hpp"
#include "support/dns_servers.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"
#include "support/tls_server.hpp"

#include <string>
#include <vector>

using namespace mpm::test;
using Arguments = std::vector<std::string>;

namespace {

/// The first command that an output names; empty without one.
std::string commandIn(const std::string& output)
{
    constexpr std::string_view mark = "See it with: ";
    const auto at = output.find(mark);
    return at == std::string::npos ? "" : output.substr(at + mark.size(), output.find('\n', at) - at - mark.size());
}

/// What the command shows that the check's first finding comes with.
std::string shownByHand(const std::string& plugin, const Arguments& arguments, const std::string& typed = "")
{
    auto all = arguments;
    all.insert(all.end(), {"-t", scaled("3")});
    const auto checked = runCheck(plugin, all);
    const auto command = commandIn(checked.out);
    CAPTURE(checked.out, command);
    REQUIRE_FALSE(command.empty());
    const auto result = run({"sh", "-c", command}, {.environment = {}, .input = typed, .timeout = 20});
    return result.out + result.err;
}

void checkShows(const std::string& text, const std::string& part)
{
    INFO(text);
    CHECK(holds(text, part));
}

} // namespace

TEST_CASE("swaks shows what a server said at each step, as the check says it")
{
    const auto ehlo = answerEhlo("250 mx.example.com\r\n");
    const auto rset = answer("RSET", "250 ok\r\n");
    struct Case {
        std::string plugin;
        Script script;
        Arguments more;
        std::string shown;
    };
    const std::vector<Case> cases{
        {"check_smtp_banner", {send("554 5.3.2 no service here\r\n"), answerQuit()}, {}, "554 5.3.2 no service here"},
        {"check_smtp_banner",
         {send("220 mx.example.com\r\n"), answerEhlo("550 5.7.1 nobody\r\n"), answer("HELO", "550 5.7.1 nobody\r\n"),
          answerQuit()},
         {},
         "550 5.7.1 nobody"},
        {"check_smtp_send",
         {send("220 mx.example.com\r\n"), ehlo, answer("MAIL", "553 5.1.8 who are you\r\n"), answerQuit()},
         {"--to", "b@example.com"},
         "553 5.1.8 who are you"},
        {"check_smtp_send",
         {send("220 mx.example.com\r\n"), ehlo, answer("MAIL FROM:<a@example.org>", "250 ok\r\n"),
          answer("RCPT TO:<b@example.com>", "550 5.1.1 no such user\r\n"), awaitLine(""), send("250 bye\r\n")},
         {"--to", "b@example.com", "--from", "a@example.org"},
         "550 5.1.1 no such user"},
        {"check_smtp_send",
         {send("220 mx.example.com LMTP\r\n"), answer("LHLO", "250 mx.example.com\r\n"), answer("MAIL", "250 ok\r\n"),
          answer("RCPT", "550 5.1.1 no such user\r\n"), awaitLine(""), send("250 bye\r\n")},
         {"--to", "kate", "--lmtp"},
         "550 5.1.1 no such user"}};
    for (const auto& [plugin, script, more, shown] : cases) {
        CAPTURE(plugin, shown);
        HostileSmtp server(script);
        Arguments arguments{"-H", "127.0.0.1", "-p", std::to_string(server.port()), "-F", "client.example"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        checkShows(shownByHand(plugin, arguments), shown);
    }
}

TEST_CASE("swaks over TLS and nc show what must be said there")
{
    const TestPki pki;
    TlsServerPlan plan;
    plan.chain = {pki.leaf(), pki.intermediate};
    plan.ehloInside = "554 5.7.1 not for you\r\n";
    plan.helo = "554 5.7.1 not for you\r\n";
    const TlsServer secured(plan);
    checkShows(shownByHand("check_smtp_banner", {"-H", "127.0.0.1", "-p", std::to_string(secured.port()), "-S", "-F",
                                                 "client.example", "--no-verify"}),
               "554 5.7.1 not for you");
    HostileSmtp typed({send("220 mx.example.com\r\n"), answerEhlo("250 mx.example.com\r\n"),
                       answer("VRFY", "252 2.0.0 cannot say\r\n"), answerQuit()});
    checkShows(
        shownByHand("check_smtp_banner",
                    {"-H", "127.0.0.1", "-p", std::to_string(typed.port()), "-C", "VRFY postmaster", "-R", "250"},
                    "EHLO client.example\nVRFY postmaster\nQUIT\n"),
        "252 2.0.0 cannot say");
}

TEST_CASE("openssl s_client shows what is wrong with a session")
{
    const TestPki pki;
    const TempDir folder;
    const auto root = folder.write("root.pem", pki.root.pem()).string();
    const auto check = [&](const TlsServerPlan& plan, const Arguments& more) {
        const TlsServer server(plan);
        Arguments arguments{
            "-H",        "127.0.0.1", "-p", std::to_string(server.port()), "--verify-name", "mail.example.org",
            "--ca-file", root};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return shownByHand("check_smtp_tls", arguments, "QUIT\n");
    };
    TlsServerPlan plan;
    plan.chain = {pki.leaf({.startsInDays = -9, .endsInDays = -2}), pki.intermediate};
    checkShows(check(plan, {}), "certificate has expired");
    plan.chain = {pki.leaf({.names = {"DNS:other.example.org"}}), pki.intermediate};
    checkShows(check(plan, {}), "ostname mismatch");
    plan.chain = {pki.leaf(), pki.intermediate};
    checkShows(check(plan, {"--tlsa", "3 1 1 " + std::string(64, '0')}), "no matching DANE TLSA records");
    plan.implicit = true;
    plan.chain = {pki.leaf({.startsInDays = -9, .endsInDays = -2}), pki.intermediate};
    checkShows(check(plan, {"--smtps"}), "certificate has expired");
}

TEST_CASE("dig shows what the DNS says, at the name server that the check asked")
{
    const auto server = startNsd({{"example.com", zoneHead() + "@ IN MX 0 .\nalone IN TXT \"nobody\"\n"}});
    const auto endpoint = server.endpoint();
    const auto resolver = endpoint.address.toString() + ":" + std::to_string(endpoint.port);
    checkShows(shownByHand("check_mx", {"-d", "example.com", "--resolver", resolver}), "MX\t0 .");
    checkShows(shownByHand("check_mx", {"-d", "alone.example.com", "--resolver", resolver}), "ANSWER: 0");
    checkShows(shownByHand("check_smtp_banner", {"-H", "gone.example.com", "--resolver", resolver}), "NXDOMAIN");
}
