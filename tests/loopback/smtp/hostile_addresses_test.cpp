// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/smtp/banner_verdict.hpp"
#include "support/fake_zone.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

/// A DNS in which mx.example.com has these IPv4 addresses and no IPv6 ones.
FakeDnsBehaviour mailHostAt(const std::vector<std::string>& addresses)
{
    std::vector<std::string> records{"mx.example.com. TXT there"};
    for (const auto& address : addresses) {
        records.push_back("mx.example.com. A " + address);
    }
    return zoneOf(records);
}

ProcessResult checkMailHost(const FakeDns& dns, std::uint16_t port)
{
    return runCheck("check_smtp_banner", {"-H", "mx.example.com", "-p", std::to_string(port), "-t", scaled("1"),
                                          "--resolver", resolverOption(dns)});
}

std::string subject(const std::string& address, std::uint16_t port)
{
    return "mx.example.com [" + address + "]:" + std::to_string(port);
}

} // namespace

TEST_CASE("A DNS that says nothing of IPv6 leaves the host its time, and the host is not blamed")
{
    const FakeDns dns(zoneOf({"mx.example.com. A 127.0.0.1", "mx.example.com. AAAA SILENT"}));
    const HostileSmtp server(honestDialogue());
    const auto result = checkMailHost(dns, server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "mx.example.com look-up: no answer"));
    CHECK(holds(result.firstLine(), " ehlo="));
    CHECK(result.seconds < scaled(1.0));
}

TEST_CASE("One address that refuses while another works is WARNING and named")
{
    const FakeDns dns(mailHostAt({"127.0.0.2", "127.0.0.1"}));
    const HostileSmtp good(honestDialogue(), "127.0.0.1");
    const auto result = checkMailHost(dns, good.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), subject("127.0.0.2", good.port())));
    CHECK(holds(result.out, "[WARNING] connection-refused " + subject("127.0.0.2", good.port())));
    CHECK(result.seconds < scaled(0.5));
    checkForm(result);
}

TEST_CASE("One silent address costs the time-out, yet the other's result stands")
{
    const FakeDns dns(mailHostAt({"127.0.0.2", "127.0.0.1"}));
    const HostileSmtp good(honestDialogue(), "127.0.0.1");
    const HostileSmtp silent({staySilent()}, "127.0.0.2", good.port());
    const auto result = checkMailHost(dns, good.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.out, "[WARNING] timed-out " + subject("127.0.0.2", good.port())));
    CHECK(result.seconds <= scaled(1.3));
    checkForm(result);
}

TEST_CASE("All addresses are asked at the same time")
{
    const FakeDns dns(mailHostAt({"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"}));
    auto script = honestDialogue();
    script.insert(script.begin(), awaitClients(4));
    HostileSmtp first(script, "127.0.0.1");
    const HostileSmtp second(script, "127.0.0.2", first.port());
    const HostileSmtp third(script, "127.0.0.3", first.port());
    const HostileSmtp fourth(script, "127.0.0.4", first.port());
    const auto result = checkMailHost(dns, first.port());
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(first.clients().size() == 1);
    checkForm(result);
}

TEST_CASE("All addresses refusing is CRITICAL")
{
    const FakeDns dns(mailHostAt({"127.0.0.1", "127.0.0.2"}));
    const HostileSmtp elsewhere(honestDialogue(), "127.0.0.3");
    const auto result = checkMailHost(dns, elsewhere.port());
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    // One cause is one finding, which lists the addresses.
    CHECK(holds(result.out, "[CRITICAL] connection-refused " + subject("127.0.0.1", elsewhere.port()) + ", " +
                                subject("127.0.0.2", elsewhere.port())));
    checkForm(result);
}

TEST_CASE("One address that refuses the greeting while another works is WARNING")
{
    const FakeDns dns(mailHostAt({"127.0.0.1", "127.0.0.2"}));
    const HostileSmtp good(honestDialogue(), "127.0.0.1");
    const HostileSmtp refusing(refusalOf("554 5.7.1 blocked\r\n"), "127.0.0.2", good.port());
    const auto result = checkMailHost(dns, good.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), subject("127.0.0.2", good.port()) + " greeting 554 5.7.1 blocked"));
    checkForm(result);
}

TEST_CASE("A host without addresses is CRITICAL, and so is a DNS that does not answer")
{
    const FakeDns empty(mailHostAt({}));
    const auto noAddress = checkMailHost(empty, 25);
    INFO(noAddress.out);
    CHECK(noAddress.exitStatus == 2);
    CHECK(holds(noAddress.out, "[CRITICAL] host-not-found mx.example.com"));

    const FakeDns silent([](const FakeDnsQuery&) { return std::vector<FakeDnsPacket>{}; });
    const auto noAnswer = checkMailHost(silent, 25);
    INFO(noAnswer.out);
    CHECK(noAnswer.exitStatus == 2);
    CHECK(holds(noAnswer.out, "[CRITICAL] "));
    CHECK(noAnswer.seconds <= scaled(1.3));
    CHECK(holds(noAnswer.firstLine(), "mx.example.com"));
}
