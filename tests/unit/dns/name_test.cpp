// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "dns/name.hpp"
#include "support/catch.hpp"

#include <clocale>
#include <cstdlib>

using namespace mpm;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string complaintAbout(std::string_view text)
{
    try {
        DnsName::parse(text);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("A domain name is shown in lower case without the final dot, however it was typed")
{
    CHECK(DnsName::parse("Mail.EXAMPLE.com").toString() == "mail.example.com");
    CHECK(DnsName::parse("example.com.").toString() == "example.com");
    CHECK(DnsName::parse(".").toString() == ".");
    CHECK(DnsName().toString() == ".");
    CHECK(DnsName::parse("_25._tcp.mx.example.com").toString() == "_25._tcp.mx.example.com");
    CHECK(DnsName::parse("0/26.2.0.192.in-addr.arpa").toString() == "0/26.2.0.192.in-addr.arpa");
    CHECK(DnsName::parse("*.example.com").toString() == "*.example.com");
}

TEST_CASE("Unicode names become A-labels whatever the locale")
{
    setenv("LC_ALL", "C", 1);
    CHECK(DnsName::parse("bücher.example").toString() == "xn--bcher-kva.example");
    CHECK(DnsName::parse("BÜCHER.example").toString() == "xn--bcher-kva.example");
    CHECK(DnsName::parse("bu\u0308cher.example").toString() == "xn--bcher-kva.example"); // decomposed
    CHECK(DnsName::parse("faß.example").toString() == "xn--fa-hia.example");             // not fass: nontransitional
    CHECK(DnsName::parse("例え。テスト").toString() == "xn--r8jz45g.xn--zckzah");        // ideographic full stop
    CHECK(DnsName::parse("_25._tcp.bücher.example").toString() == "_25._tcp.xn--bcher-kva.example");
    CHECK(DnsName::parse("xn--bcher-kva.example") == DnsName::parse("bücher.example"));
}

TEST_CASE("A malformed domain name is refused in a sentence that quotes it")
{
    CHECK(complaintAbout("") == "a domain name is empty");
    CHECK_THAT(complaintAbout("a..b"), ContainsSubstring("\"a..b\"") && ContainsSubstring("a label is empty"));
    CHECK_THAT(complaintAbout(".example.com"), ContainsSubstring("a label is empty"));
    CHECK_THAT(complaintAbout("example.com.."), ContainsSubstring("a label is empty"));
    CHECK_THAT(complaintAbout("exam ple.com"), ContainsSubstring("it holds a blank"));
    CHECK_THAT(complaintAbout("user@example.com"), ContainsSubstring("'@'"));
    CHECK_THAT(complaintAbout("mail.example.com:25"), ContainsSubstring("':'"));
    CHECK_THAT(complaintAbout("example.com|x"), ContainsSubstring("not a domain name"));
    CHECK(complaintAbout("example.com|x").find('|') == std::string::npos);
    CHECK_THAT(complaintAbout(std::string_view("exa\0mple.com", 12)), ContainsSubstring("NUL"));
    CHECK_THAT(complaintAbout("b\xFC"
                              "cher.example"),
               ContainsSubstring("no form in the DNS")); // Latin-1
    CHECK_THAT(complaintAbout("\\300.example"), ContainsSubstring("backslash"));
    CHECK_THAT(complaintAbout("example\\"), ContainsSubstring("backslash"));
}

TEST_CASE("A label holds 63 octets at most, a name 255")
{
    const std::string longest(63, 'a');
    CHECK(complaintAbout(longest + ".example").empty());
    CHECK_THAT(complaintAbout(longest + "a.example"), ContainsSubstring("64 octets"));

    const auto name = longest + "." + longest + "." + longest + "." + std::string(61, 'b');
    CHECK(DnsName::parse(name).wire().size() == 255);
    CHECK_THAT(complaintAbout(name + "b"), ContainsSubstring("256 octets"));
}

TEST_CASE("Whatever octets a name holds, it is safe to print, and can be read back")
{
    const auto hostile = DnsName::fromWire(std::string_view("\x0A|<b>`$(\x1B\x00\xFF\x02"
                                                            "a.\x00",
                                                            15));
    REQUIRE(hostile);
    CHECK(hostile->toString() == "\\124\\060b\\062\\096\\036\\040\\027\\000\\255.a\\.");
    CHECK(DnsName::parse(hostile->toString()) == *hostile);
    CHECK(DnsName::parse("first\\.last.example.com").labels().front() == "first.last");
}

TEST_CASE("Names compare without regard to case, parents sort before what is below them")
{
    CHECK(DnsName::parse("EXAMPLE.com") == DnsName::parse("example.COM."));
    CHECK(DnsName::fromWire(std::string_view("\x01"
                                             "A\x00",
                                             3)) == DnsName::parse("a"));
    CHECK(DnsName::parse("example.com") < DnsName::parse("a.example.com"));
    CHECK(DnsName::parse("z.example.com") < DnsName::parse("a.zexample.com"));
    CHECK(DnsName::parse("a.example") < DnsName::parse("yljkjljk.a.example")); // RFC 4034 section 6.1
    CHECK(DnsName::parse("yljkjljk.a.example") < DnsName::parse("z.a.example"));
    CHECK(DnsName::parse("z.example") < DnsName::parse("\\200.example"));
}

TEST_CASE("A name knows its parent and what it is within")
{
    const auto mail = DnsName::parse("mail.example.com");
    const auto zone = DnsName::parse("example.com");
    CHECK(mail.parent() == zone);
    CHECK(zone.parent().parent().isRoot());
    CHECK(DnsName().parent().isRoot());
    CHECK(mail.isWithin(zone));
    CHECK(mail.isBelow(zone));
    CHECK(zone.isWithin(zone));
    CHECK_FALSE(zone.isBelow(zone));
    CHECK_FALSE(zone.isWithin(mail));
    CHECK_FALSE(DnsName::parse("notexample.com").isWithin(zone));
    CHECK(zone.isBelow(DnsName()));
    CHECK(DnsName::parse("_25._tcp").under(mail)->toString() == "_25._tcp.mail.example.com");
    CHECK_FALSE(
        DnsName::parse(std::string(63, 'a'))
            .under(DnsName::parse(std::string(63, 'b') + "." + std::string(63, 'c') + "." + std::string(63, 'd'))));
    CHECK(DnsName::reverseOf(*IpAddress::parse("192.0.2.25")).toString() == "25.2.0.192.in-addr.arpa");
}

TEST_CASE("Only names of letters, digits and inner hyphens are host names")
{
    CHECK(DnsName::parse("mx-1.example.com").isHostName());
    CHECK(DnsName::parse("3com.example").isHostName());
    CHECK_FALSE(DnsName::parse("-mx.example.com").isHostName());
    CHECK_FALSE(DnsName::parse("mx-.example.com").isHostName());
    CHECK_FALSE(DnsName::parse("_dmarc.example.com").isHostName());
    CHECK_FALSE(DnsName::parse("192.0.2.1").isHostName());
    CHECK_FALSE(DnsName().isHostName());
}

TEST_CASE("Octets that are not exactly one name are none")
{
    const auto wire = [](std::string_view octets) { return DnsName::fromWire(octets).has_value(); };
    CHECK(wire({"\x01"
                "a\x00",
                3}));
    CHECK_FALSE(wire(""));
    CHECK_FALSE(wire({"\x01"
                      "a",
                      2})); // no end
    CHECK_FALSE(wire({"\x01"
                      "a\x00\x00",
                      4})); // something behind it
    CHECK_FALSE(wire({"\x05"
                      "abc\x00",
                      5}));             // a label longer than the octets
    CHECK_FALSE(wire({"\xC0\x0C", 2})); // a pointer
    CHECK_FALSE(wire({"\x41"
                      "a\x00",
                      3})); // an extended label
    std::string tooLong;
    for (int i = 0; i < 128; ++i) {
        tooLong += "\x01"
                   "a";
    }
    CHECK_FALSE(wire(tooLong + std::string(1, '\0')));
}
