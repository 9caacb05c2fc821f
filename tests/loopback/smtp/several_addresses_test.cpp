// SPDX-License-Identifier: GPL-3.0-or-later
// One cause is told once, whichever of a host's addresses it is found at; and the culprit is named.
#include "loopback/smtp/banner_verdict.hpp"
#include "support/fake_zone.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"
#include "support/tls_server.hpp"

#include <algorithm>
#include <deque>

using namespace mpm::test;
using Strings = std::vector<std::string>;

namespace {

/// mx.example.com at 127.0.0.1, 127.0.0.2 and so on, on one port.
class Addresses {
public:
    explicit Addresses(const std::vector<Script>& scripts)
    {
        for (const auto& script : scripts) {
            servers_.emplace_back(script, "127.0.0." + std::to_string(servers_.size() + 1), port_);
            port_ = servers_.back().port();
        }
    }

    ProcessResult check(const Strings& more = {}, const std::string& plugin = "check_smtp_banner") const
    {
        Strings records{"mx.example.com. TXT there"};
        for (std::size_t i = 1; i <= servers_.size(); ++i) {
            records.push_back("mx.example.com. A 127.0.0." + std::to_string(i));
        }
        const FakeDns dns(zoneOf(records));
        Strings arguments{"-H", "mx.example.com", "-p", std::to_string(port_), "--resolver", resolverOption(dns)};
        if (std::find(more.begin(), more.end(), "-t") == more.end()) {
            arguments.insert(arguments.end(), {"-t", scaled("2")});
        }
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runCheck(plugin, arguments);
    }

    std::string subject(std::size_t number) const
    {
        return "mx.example.com [127.0.0." + std::to_string(number) + "]:" + std::to_string(port_);
    }

private:
    std::deque<HostileSmtp> servers_;
    std::uint16_t port_ = 0;
};

std::size_t countOf(const ProcessResult& result, const std::string& id)
{
    const auto lines = result.lines();
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const std::string& line) { return holds(line, "] " + id + " "); }));
}

const Script busy{send("421 4.7.0 too busy\r\n"), close()};

/// An honest server that waits before its greeting.
Script slow(double seconds)
{
    auto script = honestDialogue();
    script.insert(script.begin(), pause(seconds));
    return script;
}

} // namespace

TEST_CASE("How many addresses are busy is told, and all of them busy comes first")
{
    const auto some = Addresses({busy, honestDialogue()}).check();
    INFO(some.out);
    CHECK(some.exitStatus == 1);
    CHECK(holds(some.firstLine(), "1 of 2 busy"));
    CHECK(countOf(some, "all-busy") == 0);
    CHECK(countOf(some, "smtp-reply-4yz") == 1);
    const Addresses crowd(std::vector<Script>(8, busy));
    const auto all = crowd.check();
    INFO(all.out);
    CHECK(all.exitStatus == 1);
    CHECK(holds(all.firstLine(), "8 of 8 busy"));
    CHECK(all.lines().at(1).starts_with("[WARNING] all-busy "));
    CHECK(countOf(all, "smtp-reply-4yz") == 1);
    CHECK(holds(all.out, crowd.subject(5) + " and 3 more: greeting answered 421 4.7.0"));
    const auto one = Addresses({busy}).check();
    INFO(one.out);
    CHECK(countOf(one, "all-busy") == 0);
    CHECK(countOf(one, "smtp-reply-4yz") == 1);
}

TEST_CASE("All busy holds for refusals of EHLO and HELO for now, too")
{
    const Script putOff{send("220 mx.example.com ESMTP\r\n"), answerEhlo("451 4.3.0 later\r\n"), awaitLine("HELO "),
                        send("451 4.3.0 later\r\n"), answerQuit()};
    const auto result = Addresses({busy, putOff}).check();
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "2 of 2 busy"));
    CHECK(countOf(result, "all-busy") == 1);
}

TEST_CASE("A threshold names the slow address and the step")
{
    const Addresses addresses({honestDialogue(), slow(0.3), honestDialogue()});
    const auto result = addresses.check({"-w", "greeting=0.2"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), addresses.subject(2)));
    CHECK(holds(result.firstLine(), "greeting"));
    const auto whole = addresses.check({"-w", "0.2"});
    INFO(whole.out);
    CHECK(whole.exitStatus == 1);
    CHECK(holds(whole.firstLine(), addresses.subject(2)));
    CHECK(holds(whole.firstLine(), "greeting"));
}

TEST_CASE("The same refusal with the server's own name in front of it is one cause")
{
    const Addresses addresses({{send("554 5.7.1 mta1.example.com no service\r\n"), answerQuit()},
                               {send("554 5.7.1 mta2.example.com no service\r\n"), answerQuit()}});
    const auto result = addresses.check();
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(countOf(result, "smtp-reply-5yz") == 1);
    CHECK(holds(result.out, "smtp-reply-5yz " + addresses.subject(1) + ", " + addresses.subject(2) + ": "));
    const Addresses different({{send("554 5.7.1 no service\r\n"), answerQuit()},
                               {send("554 5.7.1 your name has no address\r\n"), answerQuit()}});
    CHECK(countOf(different.check(), "smtp-reply-5yz") == 2);
}

TEST_CASE("SIZE offered twice counts as the least, and the contradiction is told")
{
    checkBanner(ehloOf("250-mx.example.com\r\n250-SIZE 10485760\r\n250 SIZE 52428800\r\n"),
                {.exitStatus = 1,
                 .finding = "capability-contradiction",
                 .line1 = {"SIZE"},
                 .arguments = {"--expect-capability", "SIZE>=10000000"}});
    const auto small = checkBanner(ehloOf("250-mx.example.com\r\n250-SIZE 52428800\r\n250 SIZE 10485760\r\n"),
                                   {.exitStatus = 2,
                                    .finding = "capability-missing",
                                    .line1 = {"SIZE is 10485760"},
                                    .arguments = {"--expect-capability", "SIZE>=20000000"}});
    CHECK(holds(small.out, "] capability-contradiction "));
}

TEST_CASE("A server that gives itself the client's name is told")
{
    checkBanner(ehloOf("250-monitor.example.com hello\r\n250 SIZE\r\n"), {.exitStatus = 1,
                                                                          .finding = "ehlo-names-client",
                                                                          .line1 = {"monitor.example.com"},
                                                                          .arguments = {"-F", "monitor.example.com"}});
}

TEST_CASE("A fault of trust that several addresses share is told once")
{
    const TestPki pki;
    const TestPki other{.name = "Other"};
    const TempDir folder;
    TlsServerPlan plan;
    plan.chain = {other.leaf(), other.intermediate};
    std::deque<TlsServer> servers;
    servers.emplace_back(plan, "127.0.0.1");
    servers.emplace_back(plan, "127.0.0.2", servers.front().port());
    const FakeDns dns(zoneOf({"mail.example.org. A 127.0.0.1", "mail.example.org. A 127.0.0.2"}));
    const auto result =
        runCheck("check_smtp_tls", {"-H", "mail.example.org", "-4", "-p", std::to_string(servers.front().port()),
                                    "--ca-file", folder.write("root.pem", pki.root.pem()).string(), "--resolver",
                                    resolverOption(dns), "-t", scaled("2")});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(countOf(result, "cert-untrusted") == 1);
    CHECK(holds(result.out, "cert-untrusted mail.example.org [127.0.0.1]:"));
    CHECK(holds(result.out, ", mail.example.org [127.0.0.2]:"));
}

TEST_CASE("Ports that no sender uses are checked, and nothing is said about senders")
{
    const HostileSmtp server(honestDialogue(), "127.0.0.1");
    const FakeDns dns(zoneOf({"example.com. MX 10 mx1.example.com.", "example.com. MX 20 mx2.example.com.",
                              "mx1.example.com. A 127.0.0.1", "mx2.example.com. A 127.0.0.2"}));
    const auto check = [&](const std::string& port, const std::string& plugin) {
        return runCheck(plugin, {"--mx", "example.com", "-p", port, "--resolver", resolverOption(dns), "-t",
                                 scaled("2"), "--severity", "address-not-global=ok"});
    };
    const auto half = check(std::to_string(server.port()), "check_smtp_banner");
    INFO(half.out);
    CHECK(half.exitStatus == 1);
    CHECK(holds(half.out, "] connection-refused mx2.example.com [127.0.0.2]:"));
    CHECK_FALSE(holds(half.out, "sender"));
    for (const auto* plugin : {"check_smtp_banner", "check_smtp_tls"}) {
        const auto none = check("1", plugin);
        INFO(none.out);
        CHECK(none.exitStatus == 2);
        CHECK(countOf(none, "connection-refused") == 1);
        CHECK_FALSE(holds(none.out, "sender"));
    }
}
