// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/auth_world.hpp"

#include "check_mail_auth/judge.hpp"
#include "check_mail_auth/probe.hpp"

namespace mpm::property {
namespace {

constexpr unsigned servFail = 2;
constexpr unsigned bogus = 6; // RFC 8914

/// A record of SPF: terms of every kind, in an order that is drawn.
std::string spfText(PeerWords& words, const std::string& which, const std::vector<std::string>& more)
{
    std::vector<std::string> terms{"",          " a",
                                   " mx",       " ptr",
                                   " all",      " ip4:192.0.2.0/24",
                                   " ip4:192.", " ip6:2001:db8::/32",
                                   " a:x/33",   " exists:%{i}.%{d}",
                                   " include:", " exists:%{l1r-+}",
                                   " +a",       " ~exp=x.y",
                                   " ?mx",      " include:_a.example.com",
                                   " x=%{s}"};
    terms.insert(terms.end(), more.begin(), more.end());
    auto text = words.oneOf<std::string>(which + ": version", {"v=spf1", "v=spf1", "v=spf1", "V=SPF1", "v=spf10", ""});
    for (int i = 0; i < 4; ++i) {
        text += words.oneOf(which + ": term " + std::to_string(i), terms);
    }
    return text +
           words.oneOf<std::string>(which + ": end", {" -all", " ~all", " ?all", " +all", " all all",
                                                      " redirect=_b.example.com", " exp=why.example.com -all", ""});
}

} // namespace

AuthWorld::AuthWorld(PeerWords& words)
{
    addSpf(words);
    addKeys(words);
    addDmarc(words);
    addTransport(words);
    addFailure(words);
}

/// In most cases these texts alone; in the others with what a hostile server writes behind them.
void AuthWorld::publish(PeerWords& words, const std::string& owner, const std::vector<std::string>& texts)
{
    int number = 0;
    for (const auto& text : texts) {
        const auto title = "rest of " + owner + " " + std::to_string(++number);
        dns_.table.record(owner + ". 300 IN TXT " + words.txt(title, text));
    }
}

void AuthWorld::addSpf(PeerWords& words)
{
    const auto included = words.label("included name", "_spf") + ".example.net";
    std::vector<std::string> own{spfText(words, "SPF", {" include:_spf.example.net", " mx:example.com", " ptr:com"})};
    if (words.oneOf<int>("a second SPF record", {0, 0, 0, 1}) == 1) {
        own.push_back(spfText(words, "the other SPF", {}));
    }
    publish(words, "example.com", own);
    publish(words, included, {spfText(words, "included SPF", {" include:example.com"})});
    publish(words, "_a.example.com", {spfText(words, "SPF a", {" include:_b.example.com"})});
    publish(words, "_b.example.com", {spfText(words, "SPF b", {" redirect=_a.example.com"})});
    publish(words, "why.example.com", {"%{i} is not one of %{d}'s; %{c} %{t}"});
    const auto exchange = words.label("exchange", "mx1") + ".example.com";
    dns_.table.record("example.com. 300 IN MX 10 " + exchange + ".");
    dns_.table.record(exchange + ". 300 IN A 192.0.2.25");
    dns_.table.record("example.com. 300 IN A 192.0.2.80");
    dns_.table.record("25.2.0.192.in-addr.arpa. 300 IN PTR " + words.label("PTR", "mx1") + ".example.com.");
}

void AuthWorld::addKeys(PeerWords& words)
{
    const std::string rsa =
        "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALyF2ZsfDkTz6yqPdPS0cvwSM8sZ5dPGGd9hXBwF4tIq3xVJ3R6fRRwpfY4P"
        "W6jH1u0Q7lKjI5rj4fTj1cPnQ60CAwEAAQ==";
    for (const auto* selector : {"mail", "old"}) {
        const std::string what = "key " + std::string(selector);
        const auto text = words.oneOf<std::string>(what + ": tags",
                                                   {"v=DKIM1; ", "", "v=DKIM2; ", "k=rsa; ", "h=sha1; ", "s=tlsrpt; ",
                                                    "t=y:s; ", "v=DKIM1; n=", "k=ed25519; ", "p=a; "}) +
                          words.oneOf<std::string>(what + ": p", {"p=" + rsa, "p=", "", "p=MIIB",
                                                                  "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="});
        const auto owner = std::string(selector) + "._domainkey.example.com";
        if (words.oneOf<int>(what + " is an alias", {0, 0, 1}) == 1) {
            const auto target = words.label(what + ": what it is an alias of", "key") + ".example.net";
            dns_.table.record(owner + ". 300 IN CNAME " + target + ".");
            publish(words, target, {text});
        } else {
            publish(words, owner, {text});
        }
    }
}

void AuthWorld::addDmarc(PeerWords& words)
{
    const auto text =
        words.oneOf<std::string>("DMARC: version",
                                 {"v=DMARC1; ", "v=DMARC1; ", "v=DMARC1; ", "v=dmarc1;", "v=DMARC2; "}) +
        words.oneOf<std::string>("DMARC: policy", {"p=reject; ", "p=none; ", "p=; ", "P=Quarantine; sp=x; ", ""}) +
        words.oneOf<std::string>("DMARC: more", {"", "t=y; ", "pct=200; ", "adkim=x; ", "psd=y; ", "ri=-1; "}) +
        words.oneOf<std::string>("DMARC: reports",
                                 {"rua=mailto:a@example.net", "rua=mailto:a@example.net!10m,mailto:b@example.org",
                                  "rua=https://example.com/", "ruf=mailto:", ""});
    const auto owner = words.oneOf<std::string>("where the DMARC record is", {"_dmarc.example.com", "_dmarc.com"});
    publish(words, owner, {text});
    publish(words, "example.com._report._dmarc.example.net",
            {words.oneOf<std::string>("who takes reports", {"v=DMARC1", "", "v=DMARC1; rua=mailto:c@example.net"})});
}

void AuthWorld::addTransport(PeerWords& words)
{
    publish(words, "_mta-sts.example.com", {words.oneOf<std::string>("MTA-STS", {"v=STSv1; id=1", "v=STSv1", ""})});
    publish(words, "_smtp._tls.example.com",
            {words.oneOf<std::string>("TLSRPT", {"v=TLSRPTv1; rua=mailto:a@example.com", "v=TLSRPTv1; rua=", ""})});
    publish(words, "default._bimi.example.com", {"v=BIMI1; l=https://example.com/logo.svg"});
    dns_.table.record("mta-sts.example.com. 300 IN A 20.0.0.80");
    const auto policy = "version: STSv1\nmode: " + words.oneOf<std::string>("mode", {"enforce", "testing", "none"}) +
                        "\nmx: " + words.textOr("mx of the policy", "mx1.example.com") + "\nmax_age: 604800\n" +
                        words.text("rest of the policy");
    peers_.answering("443",
                     "HTTP/1.1 200 " + words.line("HTTP reason") + "\r\nContent-Type: text/plain\r\n\r\n" + policy);
}

/// In half of the cases one of these questions gets an error, with words.
void AuthWorld::addFailure(PeerWords& words)
{
    if (!words.chance("the DNS fails")) {
        return;
    }
    const auto at =
        words.oneOf<std::string>("at what it fails", {"example.com TXT", "_spf.example.net TXT", "example.com MX",
                                                      "mail._domainkey.example.com TXT", "_dmarc.example.com TXT",
                                                      "_mta-sts.example.com TXT", "example.com A"});
    const auto why = words.text("extended DNS error");
    dns_.table.reply(at, [why](test::DnsReply& reply) { reply.rcode(servFail).edns(0, bogus, why); });
}

Report AuthWorld::run(checkMailAuth::Options options)
{
    options.policy.parts = {};
    const World world{resolver_, dns_, peers_};
    const auto seen = checkMailAuth::observe(options.target, world, Deadline::in(Seconds(3600)));
    return checkMailAuth::judge(seen, options.target, options.policy);
}

} // namespace mpm::property
