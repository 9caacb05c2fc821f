// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix/step.hpp"

namespace mpm::test {
namespace {

using namespace std::string_literals;

Answers smtp(const std::string& good, const std::string& wrong)
{
    const auto code = good.substr(0, 3);
    return {.good = good,
            .line = code + "-and on\r\n",
            .transient = "451 4.3.0 not now\r\n",
            .permanent = "554 5.7.1 no\r\n",
            .leaving = "421 4.3.2 shutting down\r\n",
            .wrong = wrong};
}

Answers http(const std::string& type, const std::string& body)
{
    const auto status = [](const std::string& line) {
        return "HTTP/1.1 " + line + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    };
    return {.good = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\nContent-Type: " + type +
                    "\r\nConnection: close\r\n\r\n" + body,
            .opening = "HTTP/1.1 200 OK\r\n",
            .line = "X-And: on\r\n",
            .transient = status("503 Service Unavailable"),
            .permanent = status("404 Not Found"),
            .leaving = status("421 Misdirected Request"),
            .wrong = "220 mail.example.org ESMTP\r\n"};
}

/// Of an IMAP server, to the command with this tag; "*" is the greeting.
Answers imap(const std::string& tag, const std::string& data, const std::string& end)
{
    return {.good = data + tag + " OK " + end + "\r\n",
            .line = "* OK and on\r\n",
            .transient = tag == "*" ? "* BYE [UNAVAILABLE] not now\r\n" : tag + " NO [UNAVAILABLE] not now\r\n",
            .permanent = tag == "*" ? "* BYE no\r\n" : tag + " NO no\r\n",
            .leaving = "* BYE shutting down\r\n",
            .wrong = "220 mail.example.org ESMTP\r\n"};
}

} // namespace

const std::vector<Step>& steps()
{
    static const std::vector<std::string> all{"banner", "mx", "tls", "send", "round trip"};
    static const std::vector<std::string> inTls{"banner in TLS", "tls", "send", "round trip"};
    static const std::vector<std::string> sending{"send", "round trip"};
    static const std::vector<std::string> mailbox{"round trip"};
    static const std::vector<std::string> byDns{"banner of MX", "mx",         "tls of MX",
                                                "send to MX",   "delegation", "authentication"};
    static const std::vector<std::string> byPolicy{"tls with policy", "authentication"};
    static const std::vector<std::string> auth{"authentication"};
    static const std::vector<std::string> closed{"authentication of a closed domain"};
    static const std::vector<Step> table{
        {"connect", Peer::Smtp, true, all},
        {"connect to the name server by UDP", Peer::DnsOverUdp, true, byDns},
        {"connect to the name server by TCP", Peer::DnsOverTcp, true, byDns},
        {"connect to WHOIS", Peer::Whois, true, {"delegation with WHOIS"}},
        {"connect to RDAP", Peer::Rdap, true, {"delegation with RDAP"}},
        {"connect to the policy host", Peer::PolicyHost, true, byPolicy},
        {"resolve", Peer::DnsOverUdp, false, {"banner by name", "tls by name", "send by name"}},
        {"DNS over UDP", Peer::DnsOverUdp, false, byDns},
        {"DNS over TCP", Peer::DnsOverTcp, false, byDns},
        {"greeting", Peer::Smtp, false, all},
        {"EHLO", Peer::Smtp, false, all},
        {"STARTTLS", Peer::Smtp, false, inTls},
        {"handshake", Peer::Handshake, false, inTls},
        {"EHLO in TLS", Peer::Smtp, false, inTls},
        {"AUTH", Peer::Smtp, false, sending},
        {"MAIL", Peer::Smtp, false, sending},
        {"RCPT", Peer::Smtp, false, sending},
        {"DATA", Peer::Smtp, false, sending},
        {"end of data", Peer::Smtp, false, sending},
        {"NOOP", Peer::Smtp, false, {"banner with command"}},
        {"QUIT", Peer::Smtp, false, all},
        {"WHOIS", Peer::Whois, false, {"delegation with WHOIS"}},
        {"RDAP", Peer::Rdap, false, {"delegation with RDAP"}},
        {"policy fetch", Peer::PolicyHost, false, byPolicy},
        {"connect to the mailbox", Peer::Imap, true, mailbox},
        {"mailbox greeting", Peer::Imap, false, mailbox},
        {"mailbox AUTHENTICATE", Peer::Imap, false, mailbox},
        {"mailbox LIST", Peer::Imap, false, mailbox},
        {"mailbox EXAMINE", Peer::Imap, false, mailbox},
        {"mailbox UID", Peer::Imap, false, mailbox},
        {"SPF record", Peer::DnsOverUdp, false, auth, "example.org TXT"},
        {"SPF record", Peer::DnsOverUdp, false, closed, "closed.example.org TXT"},
        {"included SPF record", Peer::DnsOverUdp, false, auth, "_spf.example.org TXT"},
        {"address in SPF", Peer::DnsOverUdp, false, auth, "out.example.org A"},
        {"DKIM key", Peer::DnsOverUdp, false, auth, "mail._domainkey.example.org TXT"},
        {"DMARC record", Peer::DnsOverUdp, false, auth, "_dmarc.example.org TXT"},
        {"DMARC record", Peer::DnsOverUdp, false, closed, "_dmarc.closed.example.org TXT"},
        {"authorisation of reports", Peer::DnsOverUdp, false, auth, "example.org._report._dmarc.example.net TXT"},
        {"MTA-STS record", Peer::DnsOverUdp, false, auth, "_mta-sts.example.org TXT"},
        {"TLS reporting record", Peer::DnsOverUdp, false, auth, "_smtp._tls.example.org TXT"},
        {"BIMI record", Peer::DnsOverUdp, false, auth, "default._bimi.example.org TXT"},
        {"MX", Peer::DnsOverUdp, false, auth, "example.org MX"},
        {"MX", Peer::DnsOverUdp, false, closed, "closed.example.org MX"},
    };
    return table;
}

Answers answersAt(const Step& step)
{
    if (step.peer == Peer::Handshake) {
        return {.good = "\x16\x03\x03\x40\x00\x02\x00\x3F\xFC\x03\x03"s + std::string(64, 'r'),
                .line = "220-and on\r\n",
                .transient = "\x15\x03\x03\x00\x02\x02\x50"s, // internal_error
                .permanent = "\x15\x03\x03\x00\x02\x02\x28"s, // handshake_failure
                .leaving = "421 4.3.2 shutting down\r\n",
                .wrong = "250 2.0.0 ok\r\n"};
    }
    if (step.peer == Peer::Whois) {
        return {.good = "Domain Name: EXAMPLE.ORG\r\nRegistry Expiry Date: 2099-01-01T00:00:00Z\r\n"
                        "Name Server: NS1.EXAMPLE.ORG\r\n",
                .line = "And: on\r\n",
                .transient = "% Query rate limit exceeded, try again later\r\n",
                .permanent = "No match for domain \"EXAMPLE.ORG\".\r\n",
                .leaving = "421 4.3.2 shutting down\r\n",
                .wrong = "220 mail.example.org ESMTP\r\n"};
    }
    if (step.peer == Peer::Rdap) {
        return http("application/rdap+json",
                    R"({"objectClassName":"domain","ldhName":"EXAMPLE.ORG","events":[{"eventAction":"expiration",)"
                    R"("eventDate":"2099-01-01T00:00:00Z"}],"nameservers":[{"ldhName":"NS1.EXAMPLE.ORG"}]})");
    }
    if (step.peer == Peer::PolicyHost) {
        return http("text/plain", "version: STSv1\nmode: enforce\nmx: mail.example.org\nmax_age: 604800\n");
    }
    if (step.peer == Peer::Imap) { // the tags are those of our own session, which always says the same
        return step.name == "mailbox greeting"       ? imap("*", "", "[CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready")
               : step.name == "mailbox AUTHENTICATE" ? imap("a1", "", "[CAPABILITY IMAP4rev1 UIDPLUS] welcome")
               : step.name == "mailbox LIST"         ? imap("a2", "* LIST () \"/\" INBOX\r\n", "done")
               : step.name == "mailbox EXAMINE"
                   ? imap("a3", "* 0 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n", "[READ-ONLY] done")
               : step.name == "mailbox UID" ? imap("a4", "* SEARCH\r\n", "done")
                                            : imap("a5", "* BYE\r\n", "done");
    }
    const std::string ehlo = "250-mail.example.org\r\n250-AUTH PLAIN\r\n250-SIZE 10485760\r\n";
    return step.name == "greeting" ? smtp("220 mail.example.org ESMTP\r\n", "354 go on\r\n")
           : step.name == "EHLO"
               ? smtp("250-mail.example.org\r\n250-SIZE 10485760\r\n250 STARTTLS\r\n", "354 go on\r\n")
           : step.name == "STARTTLS"    ? smtp("220 2.0.0 go ahead\r\n", "250 2.0.0 ok\r\n")
           : step.name == "EHLO in TLS" ? smtp(ehlo + "250 8BITMIME\r\n", "354 go on\r\n")
           : step.name == "AUTH"        ? smtp("235 2.7.0 welcome\r\n", "250 2.0.0 ok\r\n")
           : step.name == "DATA"        ? smtp("354 go on\r\n", "250 2.0.0 ok\r\n")
           : step.name == "end of data" ? smtp("250 2.0.0 Ok: queued as 4Xyz12AB\r\n", "354 go on\r\n")
           : step.name == "QUIT"        ? smtp("221 2.0.0 bye\r\n", "354 go on\r\n")
                                        : smtp("250 2.0.0 ok\r\n", "354 go on\r\n");
}

bool canHappen(const Fault& fault, const Step& step)
{
    if (step.peer == Peer::Handshake && fault.say == Fault::Say::Good) {
        return false; // no octets make up a good one
    }
    const bool sameServer = step.peer == Peer::DnsOverTcp; // that was reached by UDP
    return step.connecting == (fault.connection != Fault::Connection::Made) &&
           !(sameServer && fault.connection == Fault::Connection::Unreachable);
}

} // namespace mpm::test
