// SPDX-License-Identifier: GPL-3.0-or-later
// DANE demanded: mail goes only to hosts that their TLSA records authenticate.
#include "loopback/tls/mail_world.hpp"
#include "support/timing.hpp"

#include <algorithm>

using namespace mpm::test;
using Ids = std::vector<std::string>;

namespace {

const std::string otherKey = "3 1 1 " + std::string(64, '0');

/// A server whose certificate no authority vouches for.
TlsServerPlan untrusted(const std::string& name)
{
    TlsServerPlan plan;
    plan.chain = {TestCertificate({.names = {name}})};
    return plan;
}

Ids arguments(const Ids& more)
{
    Ids all{"-f", "a@example.org", "--to", "b@example.com", "-F", "client.example"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

ProcessResult sendTo(const TlsServer& server, const Ids& more)
{
    auto all = arguments(more);
    all.insert(all.end(), {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "-t", scaled("3")});
    return runCheck("check_smtp_send", all);
}

ProcessResult sendIn(MailWorld& world, const Ids& more)
{
    auto all = arguments(more);
    all.emplace_back("-S");
    return world.check(all, "check_smtp_send");
}

bool heardOfMail(const Ids& lines)
{
    return std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("MAIL"); });
}

const std::string accepted = "accepted the message for b@example.com";

} // namespace

TEST_CASE("With --tlsa mail goes to a server that matches the record, whoever signed its certificate")
{
    for (const bool implicit : {false, true}) {
        CAPTURE(implicit);
        const std::string mode = implicit ? "--smtps" : "-S";
        auto plan = untrusted("DNS:other.example.org");
        plan.implicit = implicit;
        TlsServer server(plan);
        const auto without = sendTo(server, {mode});
        CHECK(without.exitStatus == 2);
        CHECK_FALSE(heardOfMail(server.lines()));
        const auto result = sendTo(server, {mode, "--tlsa", plan.chain[0].tlsa(3, 1, 1)});
        expectVerdict(result, 0, {}, accepted);
        CHECK(heardOfMail(server.lines()));
    }
}

TEST_CASE("With --tlsa for another key nothing is said after EHLO, even to a server with a trusted certificate")
{
    const TlsBed bed;
    for (const bool implicit : {false, true}) {
        CAPTURE(implicit);
        const std::string mode = implicit ? "--smtps" : "-S";
        auto plan = bed.honest({.names = {"IP:127.0.0.1"}});
        plan.implicit = implicit;
        TlsServer server(plan);
        for (const Ids& more : {Ids{}, Ids{"--no-verify"}}) {
            Ids all{mode, "--ca-file", bed.rootFile, "--tlsa", otherKey};
            all.insert(all.end(), more.begin(), more.end());
            expectVerdict(sendTo(server, all), 2, {"dane-mismatch"}, "none of 1 TLSA record matches");
        }
        CHECK_FALSE(heardOfMail(server.lines()));
        expectVerdict(sendTo(server, {mode, "--ca-file", bed.rootFile}), 0, {}, accepted);
        CHECK(heardOfMail(server.lines()));
    }
}

TEST_CASE("With --tlsa that mail can't use nothing is said after EHLO, and that is CRITICAL")
{
    const TlsBed bed;
    const auto plan = bed.honest({.names = {"IP:127.0.0.1"}});
    TlsServer server(plan);
    expectVerdict(sendTo(server, {"-S", "--ca-file", bed.rootFile, "--tlsa", plan.chain[0].tlsa(1, 1, 1)}), 2,
                  {"dane-unusable"}, "usages 0 and 1 are not usable for SMTP");
    CHECK_FALSE(heardOfMail(server.lines()));
}

TEST_CASE("DANE without TLS, from two places, or for an address is a usage error")
{
    const std::vector<std::pair<Ids, std::string>> all{
        {{"-H", "mail.example.org", "--dane"}, "--dane is of no use without --starttls or --smtps"},
        {{"-H", "mail.example.org", "--tlsa", otherKey}, "--tlsa is of no use without --starttls or --smtps"},
        {{"-H", "mail.example.org", "-S", "--dane", "--tlsa", otherKey}, "--dane and --tlsa exclude each other"},
        {{"-H", "127.0.0.1", "-S", "--dane"}, "'127.0.0.1' is an address"},
        {{"-H", "mail.example.org", "-S", "--tlsa", "3 1 1 zz"}, "'3 1 1 zz'"},
    };
    for (const auto& [more, words] : all) {
        const auto result = runCheck("check_smtp_send", arguments(more));
        INFO(result.out << words);
        CHECK(result.exitStatus == 3);
        CHECK(result.firstLine().find(words) != std::string::npos);
    }
}

TEST_CASE("Option --dane sends mail to a host that its secured record authenticates")
{
    MailWorld world(true);
    const auto plan = untrusted("DNS:mx1.example.org");
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    world.addTlsa("mx1.example.org", plan.chain[0].tlsa(3, 1, 1));
    expectVerdict(sendIn(world, {"-H", "mx1.example.org", "--dane"}), 0, {}, accepted);
    expectVerdict(sendIn(world, {"--mx", "example.org", "--dane"}), 0, {}, accepted);
    CHECK(heardOfMail(world.lines()));
}

TEST_CASE("Option --dane sends nothing to a host without a record, or with one for another key")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    expectVerdict(sendIn(world, {"-H", "mx1.example.org", "--dane"}), 2, {"dane-missing"}, "no TLSA record");
    expectVerdict(sendIn(world, {"--mx", "example.org", "--dane"}), 2, {"dane-missing"}, "no TLSA record");
    CHECK(world.lines().empty());
    world.addTlsa("mx1.example.org", otherKey);
    expectVerdict(sendIn(world, {"-H", "mx1.example.org", "--dane"}), 2, {"dane-mismatch"},
                  "none of 1 TLSA record matches");
    CHECK_FALSE(heardOfMail(world.lines()));
    expectVerdict(sendIn(world, {"-H", "mx1.example.org"}), 0, {}, accepted);
}

TEST_CASE("Option --dane sends nothing when the TLSA question fails")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.fail("_25._tcp.mx1.example.org TLSA");
    const auto result = sendIn(world, {"-H", "mx1.example.org", "--dane"});
    expectVerdict(result, 2, {"dane-lookup-failed"}, "mx1.example.org");
    CHECK(world.lines().empty());
}

TEST_CASE("Option --dane sends nothing on the word of a DNS that is not secured")
{
    MailWorld world(false);
    const auto plan = world.honest("mx1.example.org");
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    world.addTlsa("mx1.example.org", plan.chain[0].tlsa(3, 1, 1));
    expectVerdict(sendIn(world, {"-H", "mx1.example.org", "--dane"}), 2, {"dane-insecure"}, "does not vouch for them");
    expectVerdict(sendIn(world, {"--mx", "example.org", "--dane"}), 2, {"dane-insecure"},
                  "the MX records are not secured");
    CHECK(world.lines().empty());
}

TEST_CASE("A host without TLSA records is passed by for the next one that has them, and is WARNING")
{
    MailWorld world(true);
    const auto plan = untrusted("DNS:mx2.example.org");
    world.addMachine("mx1.example.org", "20.0.25.1");
    world.add("example.org. 300 IN MX 5 mx1.example.org.");
    world.addHost("mx2.example.org", "20.0.25.2", plan);
    world.addTlsa("mx2.example.org", plan.chain[0].tlsa(3, 1, 1));
    const auto result = sendIn(world, {"--mx", "example.org", "--dane"});
    expectVerdict(result, 1, {"dane-missing"}, "mx1.example.org there is no TLSA record");
    CHECK(heardOfMail(world.lines()));
}
