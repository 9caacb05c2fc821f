// SPDX-License-Identifier: GPL-3.0-or-later
// The command that shows what a finding says.
#include "check_mx/options.hpp"
#include "check_smtp_banner/options.hpp"
#include "check_smtp_send/options.hpp"
#include "check_smtp_tls/options.hpp"
#include "support/catch.hpp"
#include "support/exchange.hpp"
#include "survey/by_hand.hpp"

#include <set>

using namespace mpm;

namespace {

/// A domain with two hosts, of which the second refuses.
struct Seen {
    MailHosts hosts;
    ByHand how;

    Seen()
    {
        hosts.target = "example.com";
        hosts.mx.emplace();
        add("mx1.example.com", "192.0.2.1").exchanges = {exchange(Step::Greeting, "", "220 mx1.example.com")};
        add("mx2.example.com", "2001:db8::2").exchanges = {exchange(Step::Greeting, "", "554 go away")};
    }

    SmtpVisit& add(const std::string& name, const std::string& address)
    {
        auto& host = hosts.hosts.emplace_back();
        host.host = name;
        host.exchange.emplace();
        auto& seen = host.addresses.emplace_back();
        seen.address = *IpAddress::parse(address);
        auto& visit = seen.visit.emplace();
        visit.host = name;
        visit.endpoint = {seen.address, 25};
        return visit;
    }

    SmtpVisit& visit(std::size_t host) { return *hosts.hosts.at(host).addresses.front().visit; }

    /// What is added to the remedy of a finding with this ID, subject and message.
    std::string command(const std::string& id, const std::string& subject, const std::string& message = "") const
    {
        Finding finding;
        finding.id = id;
        finding.subject = subject;
        finding.message = message;
        std::vector<Finding> findings{finding};
        addCommands(findings, hosts, hosts.visits(), how);
        return findings.front().remedy;
    }
};

std::string seeIt(const std::string& command)
{
    return " See it with: " + command;
}

} // namespace

TEST_CASE("every finding of the four checks that can be seen by hand has a command")
{
    const std::set<std::string_view> without{"dnsbl-listed", "dnsbl-unusable",    "local-fault",
                                             "as-expected",  "message-malformed", "metric-out-of-range"};
    for (const auto& plugin : {checkMx::description(), checkSmtpBanner::description(), checkSmtpTls::description(),
                               checkSmtpSend::description()}) {
        for (const auto& kind : plugin.findings) {
            CAPTURE(plugin.name, kind.id);
            CHECK(hasCommand(kind.id) != without.contains(kind.id));
        }
    }
}

TEST_CASE("what the DNS says is asked with dig, at the name server that was asked")
{
    Seen seen;
    CHECK(seen.command("mx-none", "example.com") == seeIt("dig example.com MX"));
    CHECK(seen.command("dns-failed", "example.com") == seeIt("dig example.com MX"));
    CHECK(seen.command("mx-unresolvable", "gone.example.com") == seeIt("dig gone.example.com A gone.example.com AAAA"));
    CHECK(seen.command("rdns-missing", "mx1.example.com [192.0.2.1]:25") == seeIt("dig -x 192.0.2.1"));
    CHECK(seen.command("dane-missing", "mx1.example.com") == seeIt("dig _25._tcp.mx1.example.com TLSA"));
    CHECK(seen.command("mta-sts-record-invalid", "example.com") == seeIt("dig _mta-sts.example.com TXT"));
    CHECK(seen.command("mta-sts-policy-invalid", "example.com") ==
          seeIt("curl -v https://mta-sts.example.com/.well-known/mta-sts.txt"));
    CHECK(seen.command("tlsrpt-missing", "example.com") == seeIt("dig _smtp._tls.example.com TXT"));
    seen.how.resolvers = {{*IpAddress::parse("192.0.2.53"), 5353}};
    CHECK(seen.command("mx-null", "example.com") == seeIt("dig @192.0.2.53 -p 5353 example.com MX"));
    seen.how.resolvers = {{*IpAddress::parse("2001:db8::53"), 53}};
    CHECK(seen.command("mx-null", "example.com") == seeIt("dig @2001:db8::53 example.com MX"));
}

TEST_CASE("a dialogue is repeated with swaks as far as it came, at the address that the finding is about")
{
    Seen seen;
    const std::string two = "mx2.example.com [2001:db8::2]:25";
    CHECK(seen.command("smtp-reply-5yz", two) == seeIt("swaks --server 2001:db8::2 --port 25 --quit-after CONNECT"));
    CHECK(seen.command("mx-all-down", "example.com") ==
          seeIt("swaks --server 2001:db8::2 --port 25 --quit-after CONNECT")); // the one that refuses
    seen.how.clientName = "monitor.example.org";
    seen.visit(0).exchanges.push_back(exchange(Step::Ehlo, "EHLO monitor.example.org", "250 mx1.example.com"));
    CHECK(seen.command("ehlo-names-client", "mx1.example.com [192.0.2.1]:25") ==
          seeIt("swaks --server 192.0.2.1 --port 25 --ehlo monitor.example.org --quit-after FIRST-HELO"));
    seen.how = {.resolvers = {},
                .port = 587,
                .protocol = Protocol::Smtp,
                .tls = TlsMode::Implicit,
                .clientName = "",
                .caFile = "",
                .user = "tim",
                .sender = "",
                .recipients = {"a@example.net", "b'c@example.net"}};
    seen.visit(0).exchanges = {exchange(Step::Auth, "AUTH PLAIN", "235 ok"),
                               exchange(Step::Mail, "MAIL FROM:<tim@example.com> SIZE=5", "250 ok"),
                               exchange(Step::Rcpt, "RCPT TO:<a@example.net>", "550 no")};
    seen.visit(0).exchanges[0].mechanism = "PLAIN";
    CHECK(seen.command("smtp-reply-5yz", "mx1.example.com").empty()); // a quote can't be shown safely
    seen.how.recipients.pop_back();
    CHECK(seen.command("smtp-reply-5yz", "mx1.example.com") ==
          seeIt("swaks --server 192.0.2.1 --port 587 --tls-on-connect --auth PLAIN --auth-user tim --from "
                "tim@example.com --to "
                "a@example.net --quit-after RCPT"));
    seen.how.protocol = Protocol::Lmtp;
    seen.how.tls.reset();
    seen.visit(0).exchanges.push_back(exchange(Step::Message, "message", "554 no"));
    CHECK(seen.command("smtp-reply-5yz", "mx1.example.com") ==
          seeIt("swaks --server 192.0.2.1 --port 587 --protocol LMTP --auth PLAIN --auth-user tim --from "
                "tim@example.com --to "
                "a@example.net"));
}

TEST_CASE("commands that swaks does not know are typed, in TLS where they were said there")
{
    Seen seen;
    seen.visit(0).exchanges.push_back(exchange(Step::Ehlo, "EHLO me", "250 mx1.example.com"));
    seen.visit(0).exchanges.push_back(exchange(Step::Command, "VRFY tim", "252 cannot say"));
    const std::string one = "mx1.example.com [192.0.2.1]:25";
    CHECK(seen.command("expectation-failed", one, "VRFY tim answered 252") == seeIt("nc -C 192.0.2.1 25"));
    CHECK(seen.command("smtp-bare-lf", one, "greeting reply") ==
          seeIt("swaks --server 192.0.2.1 --port 25 --quit-after FIRST-HELO"));
    seen.how.tls = TlsMode::StartTls;
    seen.visit(0).tls.emplace().version = TlsVersion::Tls13;
    CHECK(seen.command("expectation-failed", one, "VRFY tim answered 252") ==
          seeIt("openssl s_client -connect 192.0.2.1:25 -starttls smtp -crlf -quiet"));
    seen.visit(0).exchanges.push_back(exchange(Step::Mail, "MAIL FROM:<>", "550 no")); // in signs that we never show
    CHECK(seen.command("smtp-reply-5yz", one) ==
          seeIt("openssl s_client -connect 192.0.2.1:25 -starttls smtp -crlf -quiet"));
}

TEST_CASE("a session is repeated with openssl s_client, with the names that were asked for and the user's authorities")
{
    Seen seen;
    auto& tls = seen.visit(1).tls.emplace();
    tls.version = TlsVersion::Tls13;
    tls.sni = tls.verifyName = "mx2.example.com";
    const std::string two = "mx2.example.com [2001:db8::2]:25";
    const std::string begin = "openssl s_client -connect '[2001:db8::2]:25' -starttls smtp -servername mx2.example.com "
                              "-verify_hostname mx2.example.com";
    CHECK(seen.command("cert-expired", two) == seeIt(begin + " -showcerts"));
    seen.how.caFile = "/etc/my ca.pem";
    CHECK(seen.command("cert-expired", two) == seeIt(begin + " -CAfile '/etc/my ca.pem' -showcerts"));
    seen.how.caFile = "/etc/ca.pem";
    CHECK(seen.command("cert-expired", two) == seeIt(begin + " -CAfile /etc/ca.pem -showcerts"));
    seen.how.caFile.clear();
    tls.dane.emplace().records = {{{3, 1, 1, std::string("\x0A\xBC", 2)}, TlsaUsability::Usable, false, "", false}};
    CHECK(seen.command("dane-mismatch", two) ==
          seeIt(begin + " -dane_tlsa_domain mx2.example.com -dane_tlsa_rrdata '3 1 1 0ABC'"));
    tls.dane->records.front().record.data = std::string(500, 'x');
    CHECK(seen.command("dane-mismatch", two) == seeIt("dig _25._tcp.mx2.example.com TLSA"));
    seen.how.tls = TlsMode::Implicit;
    tls.sni.clear();
    tls.verifyName = "2001:db8::2";
    CHECK(seen.command("cert-untrusted", two) ==
          seeIt("openssl s_client -connect '[2001:db8::2]:25' -verify_ip 2001:db8::2 -showcerts"));
}

TEST_CASE("a word that a shell could take for something else is quoted or not shown")
{
    CHECK(shellWord("mx1.example.com") == "mx1.example.com");
    CHECK(shellWord("a*b") == "'a*b'");
    CHECK(shellWord("a b") == "'a b'");
    CHECK(shellWord("a;reboot") == "'a;reboot'");
    CHECK(shellWord("a&b#c") == "'a&b#c'");
    for (const auto* bad : {"", "-rf", "a'b", "a`b", "$(reboot)", "a|b", "a\nb", "a\\b", "\xC3\xA9"}) {
        CAPTURE(bad);
        CHECK(shellWord(bad).empty());
    }
    CHECK(shellWord(std::string(301, 'x')).empty());
    CHECK(Seen().command("mx-unresolvable", "$(reboot).example.com").empty());
}
