// SPDX-License-Identifier: GPL-3.0-or-later
// --mx: every host and address of a domain, and who gets through: opportunistic, DANE and MTA-STS senders.
#include "loopback/tls/mail_world.hpp"
#include "support/timing.hpp"

using namespace mpm::test;
using Ids = std::vector<std::string>;

namespace {

const std::string zeros(64, '0');

std::string enforcing(const std::string& mx)
{
    return "version: STSv1\nmode: enforce\nmx: " + mx + "\nmax_age: 604800\n";
}

} // namespace

TEST_CASE("a domain whose hosts are all good is OK for every kind of sender")
{
    MailWorld world(true);
    for (const auto* host : {"mx1.example.org", "mx2.example.org"}) {
        auto plan = world.honest(host);
        world.addTlsa(host, plan.chain[0].tlsa(3, 1, 1));
        world.addHost(host, std::string("20.0.25.") + host[2], plan);
    }
    world.addPolicy(MailWorld::served(enforcing("*.example.org")));
    expectVerdict(world.checkDomain(), 0, {}, "good for opportunistic, MTA-STS and DANE senders");
}

TEST_CASE("one host whose record is for another key is WARNING while the other still takes DANE mail")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addTlsa("mx1.example.org", "3 1 1 " + zeros);
    auto plan = world.honest("mx2.example.org");
    world.addTlsa("mx2.example.org", plan.chain[0].tlsa(3, 1, 1));
    world.addHost("mx2.example.org", "20.0.25.2", plan);
    expectVerdict(world.checkDomain(), 1, {"dane-mismatch"},
                  "mx1.example.org [20.0.25.1]:25 none of 1 TLSA record matches");
}

TEST_CASE("when no host matches its records, line 1 says that DANE senders bounce, and why")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addTlsa("mx1.example.org", "3 1 1 " + zeros);
    const auto result = world.checkDomain();
    expectVerdict(result, 2, {"tls-senders-cut-off", "dane-mismatch"},
                  "DANE senders keep the mail and then bounce it: mx1.example.org (no TLSA record matches)");
}

TEST_CASE("records that DNSSEC does not secure count for nobody, unless --dane demands them")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addTlsa("mx1.example.org", "3 1 1 " + zeros);
    expectVerdict(world.checkDomain(), 0, {}, "good for opportunistic senders");
    expectVerdict(world.check({"-H", "mx1.example.org", "--dane"}), 2, {"dane-insecure"}, "does not vouch for them");
    expectVerdict(world.checkDomain({"--dane"}), 2, {"dane-insecure"}, "the MX records are not secured");
}

TEST_CASE("option --dane demands a record, and takes it from where the host's aliases end")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    expectVerdict(world.check({"-H", "mx1.example.org", "--dane"}), 2, {"dane-missing"}, "no TLSA record");
    world.add("alias.example.org. 300 IN CNAME mx1.example.org.");
    world.addTlsa("mx1.example.org", "3 1 1 " + zeros);
    expectVerdict(world.check({"-H", "alias.example.org", "--verify-name", "mx1.example.org", "--dane"}), 2,
                  {"dane-mismatch"}, "none of 1 TLSA record matches");
    world.addTlsa("alias.example.org", "3 1 1 " + zeros);
    const auto both = world.check({"-H", "alias.example.org", "--verify-name", "mx1.example.org", "--dane"});
    CHECK(both.firstLine().find("none of 1 TLSA record") != std::string::npos);
}

TEST_CASE("a TLSA question that fails makes DANE senders wait")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.fail("_25._tcp.mx1.example.org TLSA");
    expectVerdict(world.checkDomain(), 1, {"dane-lookup-failed"},
                  "; DANE senders wait: mx1.example.org (the TLSA question fails); opportunistic senders deliver "
                  "(TLSv1.3, 90 days left)");
    expectVerdict(world.checkDomain({"--dane"}), 2, {"dane-lookup-failed"}, "; DANE senders wait: mx1.example.org");
    const auto alone = world.check({"-H", "mx1.example.org", "--dane"});
    INFO(alone.out);
    const auto line = alone.firstLine().substr(0, alone.firstLine().find(" | "));
    const auto name = line.find("_25._tcp.mx1.example.org");
    CHECK(name != std::string::npos);
    CHECK(line.find("_25._tcp.mx1.example.org", name + 1) == std::string::npos);
}

TEST_CASE("a host that an enforced policy leaves out is CRITICAL when it is the only one")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addPolicy(MailWorld::served(enforcing("mail.example.org")));
    expectVerdict(world.checkDomain(), 2, {"tls-senders-cut-off", "mta-sts-mx-mismatch"},
                  "MTA-STS senders keep the mail and then bounce it: mx1.example.org (not in the policy)");
}

TEST_CASE("a host that the policy leaves out is WARNING beside one that it allows")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addHost("mx2.example.org", "20.0.25.2");
    world.addPolicy(MailWorld::served(enforcing("mx2.example.org")));
    expectVerdict(world.checkDomain(), 1, {"mta-sts-mx-mismatch"}, "mx1.example.org");
}

TEST_CASE("a bad certificate locks out MTA-STS senders, though DANE may vouch for it")
{
    MailWorld world(true);
    auto plan = world.honest("other.example.org");
    world.addTlsa("mx1.example.org", plan.chain[0].tlsa(3, 1, 1));
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    expectVerdict(world.checkDomain(), 0, {}, "good for opportunistic and DANE senders");
    world.addPolicy(MailWorld::served(enforcing("mx1.example.org")));
    expectVerdict(world.checkDomain(), 2, {"tls-senders-cut-off", "cert-name-mismatch"},
                  "MTA-STS senders keep the mail");
}

TEST_CASE("STARTTLS missing on the only host is CRITICAL, and on one of two WARNING")
{
    MailWorld world(false);
    auto plan = world.honest("mx1.example.org");
    plan.ehlo = "250 mx1.example.org\r\n";
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    expectVerdict(world.checkDomain(), 2, {"starttls-missing"}, "STARTTLS is not offered");
    world.addHost("mx2.example.org", "20.0.25.2");
    expectVerdict(world.checkDomain(), 1, {"starttls-missing"},
                  "mx1.example.org [20.0.25.1]:25 STARTTLS is not offered");
}

TEST_CASE("line 1 of --mx says who bounces and who delivers, whatever is wrong")
{
    MailWorld world(true);
    auto plan = world.honest("mx1.example.org");
    const auto record = plan.chain[0].tlsa(3, 1, 1);
    plan.ehlo = "250 mx1.example.org\r\n";
    world.addTlsa("mx1.example.org", record);
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    world.addPolicy(MailWorld::served(enforcing("mx1.example.org")));
    const auto clear = world.checkDomain();
    expectVerdict(
        clear, 2, {"tls-senders-cut-off", "tls-senders-cut-off", "starttls-missing"},
        "MTA-STS senders keep the mail and then bounce it: mx1.example.org (no STARTTLS); DANE senders keep the "
        "mail and then bounce it: mx1.example.org (no STARTTLS); opportunistic senders deliver");
}

TEST_CASE("line 1 of --mx says that everybody bounces when no host is there")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addTlsa("mx1.example.org", "3 1 1 " + zeros);
    world.addMachine("mx2.example.org", "20.0.25.2"); // nothing listens
    world.add("example.net. 300 IN MX 10 mx2.example.org.");
    world.addTlsa("mx2.example.org", "3 1 1 " + zeros);
    expectVerdict(world.check({"--mx", "example.net"}), 2, {"connection-refused"},
                  "; opportunistic and DANE senders bounce: mx2.example.org (");
}

TEST_CASE("line 1 of --mx says that senders wait for a host that is busy")
{
    MailWorld world(false);
    auto plan = world.honest("mx1.example.org");
    plan.banner = "421 4.3.2 too many connections\r\n";
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    expectVerdict(world.checkDomain(), 1, {"smtp-reply-4yz"},
                  "; opportunistic senders wait: mx1.example.org (greeting 421)");
    world.addHost("mx2.example.org", "20.0.25.2");
    expectVerdict(world.checkDomain(), 1, {"smtp-reply-4yz"}, "; opportunistic senders deliver");
}

TEST_CASE("line 1 of --mx says that a fault harms no sender where none heeds it")
{
    MailWorld world(false);
    auto plan = world.honest("mx1.example.org");
    plan.chain[0] = world.bed().pki.leaf({.names = {"DNS:mx1.example.org"}, .startsInDays = -9, .endsInDays = -2});
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    expectVerdict(world.checkDomain(), 2, {"cert-expired"}, "(TLSv1.3); opportunistic senders deliver");
}

TEST_CASE("an expired certificate under DANE-TA is why DANE senders bounce")
{
    MailWorld world(true);
    auto plan = world.honest("mx1.example.org");
    plan.chain[0] = world.bed().pki.leaf({.names = {"DNS:mx1.example.org"}, .startsInDays = -9, .endsInDays = -2});
    world.addTlsa("mx1.example.org", plan.chain[1].tlsa(2, 1, 1));
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    expectVerdict(world.checkDomain(), 2, {"tls-senders-cut-off", "cert-expired"},
                  "DANE senders keep the mail and then bounce it: mx1.example.org (certificate has expired); "
                  "opportunistic senders deliver");
}

TEST_CASE("an exchange without an address leaves DANE to the others")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.add("example.org. 300 IN MX 20 gone.example.org.");
    world.add("example.org. 300 IN MX 30 20.0.25.1.");
    const auto result = world.checkDomain();
    expectVerdict(result, 1, {"mx-unresolvable", "mx-address-literal"}, "; opportunistic senders deliver");
    CHECK(result.out.find("DANE") == std::string::npos);
}

TEST_CASE("a silent host costs the others nothing and is WARNING")
{
    MailWorld world(false);
    auto plan = world.honest("mx1.example.org");
    plan.fault = HandshakeFault::Silence;
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    world.addHost("mx2.example.org", "20.0.25.2");
    const auto result = world.checkDomain();
    expectVerdict(result, 1, {"timed-out"}, "mx1.example.org [20.0.25.1]:25 TLS handshake");
    CHECK(result.seconds < scaled(3.3));
}

TEST_CASE("line 1 names version and days left whatever the worst finding is about")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    auto sooner = world.honest("mx2.example.org");
    sooner.chain[0] = world.bed().pki.leaf({.names = {"DNS:mx2.example.org"}, .endsInDays = 40});
    world.addHost("mx2.example.org", "20.0.25.2", sooner);
    world.add("example.org. 300 IN MX 30 gone.example.org.");
    expectVerdict(world.checkDomain(), 1, {"mx-unresolvable"}, "(TLSv1.3, 40.5 days left)");
    expectVerdict(world.checkDomain({"--mta-sts", "example.org"}), 2, {"mta-sts-missing", "mx-unresolvable"},
                  "(TLSv1.3, 40.5 days left)");
    expectVerdict(world.check({"-H", "mx1.example.org", "-w", "time=0"}), 1, {"metric-out-of-range"},
                  "(TLSv1.3, 90 days left)");
}

TEST_CASE("an address with its name by --verify-name is judged as the host of that name")
{
    MailWorld world(true);
    auto plan = world.honest("mx1.example.org");
    world.addTlsa("mx1.example.org", plan.chain[0].tlsa(3, 1, 1));
    world.addHost("mx1.example.org", "20.0.25.1", plan);
    world.addPolicy(MailWorld::served(enforcing("mx1.example.org")));
    const std::vector<std::string> more{"--mta-sts", "example.org", "--dane"};
    const auto check = [&](std::vector<std::string> target) {
        target.insert(target.end(), more.begin(), more.end());
        return world.check(target);
    };
    const std::string good = ", DANE; good for opportunistic, MTA-STS and DANE senders";
    expectVerdict(check({"-H", "mx1.example.org"}), 0, {}, good);
    expectVerdict(check({"-H", "20.0.25.1", "--verify-name", "mx1.example.org"}), 0, {}, good);
    expectVerdict(
        world.check({"-H", "20.0.25.1", "--verify-name", "mx9.example.org", "--mta-sts", "example.org", "--no-verify"}),
        2, {"mta-sts-mx-mismatch"}, "mx9.example.org the MTA-STS policy of example.org allows only");
}
