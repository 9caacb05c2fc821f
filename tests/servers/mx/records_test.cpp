// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/mx/mail_world.hpp"

using namespace mpm::test;

namespace {

const std::string goodMx = "@ MX 10 a.hosts.example.";

std::string thirtyRecords(const std::string& prefix)
{
    std::string records;
    for (int i = 1; i <= 30; ++i) {
        const auto name = prefix + std::to_string(i);
        records += "@ MX " + std::to_string(i) + " " + name + "\n" + name + " A 20.0.1.1\n";
    }
    return records;
}

std::vector<std::string> thirtyNames()
{
    std::vector<std::string> findings{"mx-same-address W", "ipv6-missing O"};
    return findings;
}

/// Domains by what stands in their zone.
const std::vector<Shape> shapes{
    {.domain = "null",
     .records = "@ MX 0 .",
     .exitStatus = 2,
     .findings = {"mx-null C"},
     .line1 = {"MX CRITICAL - null.example has a null MX (\"0 .\"): it takes no mail"}},
    {.domain = "null-wanted",
     .records = "@ MX 0 .",
     .line1 = {"MX OK - null-wanted.example has a null MX, as expected"},
     .arguments = {"--expect-null-mx"}},
    {.domain = "null-unwanted",
     .records = goodMx,
     .exitStatus = 2,
     .findings = {"mx-unexpected C"},
     .line1 = {"null-unwanted.example MX 10 a.hosts.example instead of the expected null MX (\"0 .\")"},
     .arguments = {"--expect-null-mx"}},
    {.domain = "null-mixed",
     .records = "@ MX 0 .\n" + goodMx,
     .exitStatus = 2,
     .findings = {"mx-null C", "ipv6-missing O"},
     .line1 = {"null-mixed.example has a null MX (\".\") beside other MX records"}},
    {.domain = "null-ten",
     .records = "@ MX 10 .",
     .exitStatus = 2,
     .findings = {"mx-null C"},
     .line1 = {"null-ten.example has a null MX (\"10 .\")"}},
    {.domain = "implicit-a",
     .records = "@ A 20.0.1.1",
     .exitStatus = 1,
     .findings = {"mx-implicit W", "ipv6-missing O"},
     .line1 = {"implicit-a.example has no MX record; its own address takes the mail"}},
    {.domain = "implicit-aaaa",
     .records = "@ AAAA 2a00:1::3",
     .exitStatus = 1,
     .findings = {"mx-implicit W", "ipv4-missing W"},
     .line1 = {"implicit-aaaa.example has no MX record"}},
    {.domain = "no-mail",
     .records = "@ TXT \"v=spf1 -all\"",
     .exitStatus = 2,
     .findings = {"mx-none C"},
     .line1 = {"no-mail.example has neither an MX record nor an address ([127.0.0.1]:"}},
    {.domain = "no-such-domain",
     .records = "",
     .exitStatus = 2,
     .findings = {"mx-none C"},
     .line1 = {"no-such-domain.example does not exist (NXDOMAIN from [127.0.0.1]:"}},
    {.domain = "to-cname",
     .records = "@ MX 10 alias.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-cname W", "ipv6-missing O"},
     .line1 = {"alias.hosts.example (10) is an alias (CNAME) for a.hosts.example"}},
    {.domain = "to-cname-chain",
     .records = "@ MX 10 chain.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-cname W", "ipv6-missing O"},
     .line1 = {"chain.hosts.example (10) is an alias (CNAME) for a.hosts.example"}},
    {.domain = "to-nxdomain",
     .records = "@ MX 10 gone.hosts.example.\n@ MX 20 a.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-unresolvable W", "ipv6-missing O"},
     .line1 = {"gone.hosts.example (10) can't be resolved: no such name gone.hosts.example (NXDOMAIN from ",
               "; mail goes to a.hosts.example (20)"}},
    {.domain = "only-nxdomain",
     .records = "@ MX 10 gone.hosts.example.",
     .exitStatus = 2,
     .findings = {"mx-all-down C", "mx-unresolvable W"},
     .line1 = {"only-nxdomain.example takes no mail, its only MX host fails: no such name gone.hosts.example (NXDOMAIN "
               "from "}},
    {.domain = "to-no-address",
     .records = "@ MX 10 noaddr.hosts.example.\n@ MX 20 a.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-unresolvable W", "ipv6-missing O"},
     .line1 = {"noaddr.hosts.example (10) can't be resolved: no address at noaddr.hosts.example",
               "mail goes to a.hosts.example (20)"}},
    {.domain = "to-literal",
     .records = "@ MX 10 20.0.1.1.\n@ MX 20 a.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-address-literal W", "ipv6-missing O"},
     .line1 = {"20.0.1.1 (10) is an address, not a host name; mail goes to a.hosts.example (20)"}},
    {.domain = "only-literal",
     .records = "@ MX 10 20.0.1.1.",
     .exitStatus = 2,
     .findings = {"mx-all-down C", "mx-address-literal C"},
     .line1 = {"only-literal.example takes no mail, its only MX host fails: 20.0.1.1 is an address, not a host name"}},
    {.domain = "relative-literal",
     .records = "@ MX 10 20.0.1.1",
     .exitStatus = 2,
     .findings = {"mx-all-down C", "mx-unresolvable W"},
     .line1 = {"its only MX host fails: no such name 20.0.1.1.relative-literal.example "}},
    {.domain = "to-localhost",
     .records = "@ MX 10 localhost.",
     .exitStatus = 2,
     .findings = {"mx-all-down C", "address-not-global C", "address-not-global C", "mx-host-down W"},
     .line1 = {"to-localhost.example takes no mail, its only MX host fails: localhost [::1]:25 connection refused"}},
    {.domain = "to-loopback",
     .records = "@ MX 10 mx\nmx A 127.0.0.1\n@ MX 20 a.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-host-down W", "address-not-global W", "ipv6-missing O"},
     .line1 = {"mx.to-loopback.example [127.0.0.1]:25 connection refused; mail goes to a.hosts.example (20)"}},
    {.domain = "to-private",
     .records = "@ MX 10 private4.hosts.example.\n@ MX 20 a.hosts.example.",
     .exitStatus = 1,
     .findings = {"address-not-global W", "ipv6-missing O"},
     .line1 = {"private4.hosts.example [10.0.0.25] is not reachable from the Internet: private"}},
    {.domain = "only-private",
     .records = "@ MX 10 private4.hosts.example.\n@ MX 20 private6.hosts.example.",
     .exitStatus = 2,
     .findings = {"address-not-global C", "address-not-global C"},
     .line1 = {"private4.hosts.example [10.0.0.25] is not reachable from the Internet: private"}},
    {.domain = "lab",
     .records = "@ MX 10 private4.hosts.example.",
     .findings = {"ipv6-missing O", "address-not-global O"},
     .line1 = {"MX OK - lab.example 1 of 1 MX host takes mail"},
     .arguments = {"--severity", "address-not-global=ok"}},
    {.domain = "equal",
     .records = "@ MX 10 a.hosts.example.\n@ MX 10 b.hosts.example.",
     .findings = {"mx-equal-preference O", "ipv6-missing O"},
     .line1 = {"MX OK - equal.example 2 of 2 MX hosts take mail"}},
    {.domain = "twice",
     .records = "@ MX 10 a.hosts.example.\n@ MX 20 a.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-duplicate W", "ipv6-missing O"},
     .line1 =
         {"twice.example exchange a.hosts.example stands in 2 MX records: 10 a.hosts.example, 20 a.hosts.example"}},
    {.domain = "two-names",
     .records = "@ MX 10 a.hosts.example.\n@ MX 20 other-a.hosts.example.",
     .exitStatus = 1,
     .findings = {"mx-same-address W", "ipv6-missing O"},
     .line1 = {"[20.0.1.1] is the address of 2 exchanges: a.hosts.example, other-a.hosts.example"}},
    {.domain = "expected",
     .records = "@ MX 10 a.hosts.example.\n@ MX 20 b.hosts.example.",
     .findings = {"ipv6-missing O"},
     .line1 = {"MX OK"},
     .arguments = {"--expect-mx", "20 b.hosts.example, A.hosts.example"}},
    {.domain = "hijacked",
     .records = "@ MX 10 b.hosts.example.",
     .exitStatus = 2,
     .findings = {"mx-missing C", "mx-unexpected C", "ipv6-missing O"},
     .line1 = {"hijacked.example MX a.hosts.example is expected and missing"},
     .arguments = {"--expect-mx", "a.hosts.example"}},
    {.domain = "thirty",
     .records = thirtyRecords("mx"),
     .exitStatus = 1,
     .findings = thirtyNames(),
     .line1 = {"[20.0.1.1] is the address of 30 exchanges: mx1.thirty.example, ", ", and 27 more |"}},
    {.domain = "large",
     .records = thirtyRecords("a-name-that-is-long-enough-to-need-tcp-for-the-answer-"),
     .exitStatus = 1,
     .findings = thirtyNames(),
     .line1 = {"[20.0.1.1] is the address of 30 exchanges: "}},
    {.domain = "xn--bcher-kva", // bücher
     .records = goodMx,
     .findings = {"ipv6-missing O"},
     .line1 = {"MX OK - xn--bcher-kva.example 1 of 1 MX host takes mail"}},
    {.domain = "b\u00fccher", // the user's terminal is UTF-8 whatever the locale
     .records = "",
     .findings = {"ipv6-missing O"},
     .line1 = {"MX OK - xn--bcher-kva.example (b\u00fccher.example) 1 of 1 MX host takes mail"}},
    {.domain = "large.many.wild", // below the zone `wild`
     .records = "",
     .findings = {"ipv6-missing O"},
     .line1 = {"MX OK - large.many.wild.example 1 of 1 MX host takes mail"}},
    {.domain = "wild",
     .records = "*.many MX 10 a.hosts.example.\naka CNAME equal.example.",
     .exitStatus = 2,
     .findings = {"mx-none C"}},
    {.domain = "aka.wild", // a CNAME for a domain with MX
     .records = "",
     .findings = {"mx-equal-preference O", "ipv6-missing O"},
     .line1 = {"MX OK - aka.wild.example 2 of 2 MX hosts take mail"}},
    {.domain = "dns-only",
     .records = "@ MX 10 down.hosts.example.",
     .findings = {"ipv6-missing O"},
     .line1 = {"MX OK - dns-only.example 1 MX host, first down.hosts.example (10) [20.0.2.1]"},
     .arguments = {"--dns-only"}},
};

} // namespace

TEST_CASE("check_mx judges domains by what stands in their zones")
{
    const MailWorld world(shapes);
    checkShapes(world, shapes);
}
