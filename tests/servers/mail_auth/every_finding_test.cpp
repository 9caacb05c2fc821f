// SPDX-License-Identifier: GPL-3.0-or-later
// Every finding of --list-findings has a domain here that raises it and nothing else, in a real DNS.
#include "servers/mail_auth/auth_world.hpp"

#include <functional>
#include <set>

using namespace mpm::test;

namespace {

using Domains = std::map<std::string, AuthDomain>;

const std::string goodKey = keyRecord(2048);

AuthDomain changed(const std::function<void(AuthDomain&)>& change)
{
    AuthDomain domain;
    domain.dkim = goodKey;
    change(domain);
    return domain;
}

AuthDomain withSpf(const std::string& text)
{
    return changed([&](AuthDomain& d) { d.spf = "@ TXT \"" + text + "\"\n"; });
}

AuthDomain withKey(const std::string& record)
{
    return changed([&](AuthDomain& d) { d.dkim = record; });
}

AuthDomain withDmarc(const std::string& text, const std::vector<std::string>& arguments = {})
{
    return changed([&](AuthDomain& d) {
        d.dmarc = "_dmarc TXT \"" + text + "\"\n";
        d.arguments.insert(d.arguments.end(), arguments.begin(), arguments.end());
    });
}

AuthDomain withPolicy(const std::string& policy)
{
    return changed([&](AuthDomain& d) { d.policy = policy; });
}

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

Domains spfDomains()
{
    return {
        {"spf-missing", changed([](AuthDomain& d) { d.spf = ""; })},
        {"spf-multiple", changed([](AuthDomain& d) { d.spf += "@ TXT \"v=spf1 -all\"\n"; })},
        {"spf-syntax", withSpf("v=spf1 mx ip4:20.0.0.256 -all")},
        {"spf-lookups", withSpf("v=spf1" + repeated(" a:mx1.hosts.example", 11) + " -all")},
        {"spf-void-lookups", withSpf("v=spf1 mx a:v1.hosts.example a:v2.hosts.example a:v3.hosts.example -all")},
        {"spf-pass-all", withSpf("v=spf1 mx +all")},
        {"spf-sender-refused", changed([](AuthDomain& d) {
             d.arguments.insert(d.arguments.end(), {"--sender", "20.0.99.9"});
         })},
        {"spf-neutral", withSpf("v=spf1 mx ?all")},
        {"spf-wide-range", withSpf("v=spf1 ip4:20.0.0.0/8 -all")},
        {"spf-ptr", withSpf("v=spf1 ptr:DOMAIN -all")},
        {"spf-term-ignored", withSpf("v=spf1 mx -all a:mx1.hosts.example")},
        {"spf-strings-joined",
         changed([](AuthDomain& d) { d.spf = "@ TXT \"v=spf1 mx a:mx1.hosts.example\" \"-all -all\"\n"; })},
        {"spf-type-record", changed([](AuthDomain& d) { d.more = "@ SPF \"v=spf1 -all\"\n"; })},
        {"spf-answer-size", changed([](AuthDomain& d) {
             for (int i = 10; i < 31; ++i) {
                 d.more += "@ TXT \"" + std::to_string(i) + std::string(200, 'x') + "\"\n";
             }
         })},
    };
}

Domains dkimDomains()
{
    return {
        {"dkim-missing", withKey("")},
        {"dkim-revoked", withKey("mail._domainkey TXT \"v=DKIM1; p=\"\n")},
        {"dkim-syntax", withKey("mail._domainkey TXT \"v=DKIM1; p=MIIB\"\n")},
        {"dkim-weak", withKey(keyRecord(1024))},
        {"dkim-testing", withKey(keyRecord(2048, "t=y; "))},
        {"dkim-long", withKey(keyRecord(4104))},
    };
}

Domains dmarcDomains()
{
    const std::string good = "v=DMARC1; p=reject; ";
    return {
        {"dmarc-missing", changed([](AuthDomain& d) { d.dmarc = ""; })},
        {"dmarc-multiple", changed([](AuthDomain& d) { d.dmarc += "_dmarc TXT \"v=DMARC1; p=none\"\n"; })},
        {"dmarc-syntax", withDmarc("v=DMARC1; p=refuse; rua=mailto:dmarc@DOMAIN")},
        {"dmarc-policy-weak", withDmarc("v=DMARC1; p=quarantine", {"--dmarc-at-least", "reject"})},
        {"dmarc-report-unauthorised", withDmarc(good + "rua=mailto:dmarc@reports.test")},
        {"dmarc-tag-unknown", withDmarc(good + "foo=bar")},
        {"dmarc-upper-case", withDmarc(good + "SP=none")},
        {"dmarc-pct", withDmarc(good + "pct=50")},
        {"dmarc-policy-none", withDmarc("v=DMARC1; p=none; rua=mailto:dmarc@DOMAIN")},
        {"dmarc-report-scheme", withDmarc(good + "rua=https://DOMAIN/dmarc")},
    };
}

Domains otherDomains()
{
    return {
        {"sends-nothing-broken", changed([](AuthDomain& d) {
             d.mx = "@ MX 0 .\n";
             d.spf = "@ TXT \"v=spf1 mx -all\"\n";
             d.dkim = "";
             d.arguments = {"--sends-nothing"};
         })},
        {"mta-sts-missing", changed([](AuthDomain& d) { d.mtaSts = ""; })},
        {"mta-sts-record-invalid", changed([](AuthDomain& d) { d.mtaSts = "_mta-sts TXT \"v=STSv1; id=\"\n"; })},
        {"mta-sts-policy-unavailable", withPolicy("none")},
        {"mta-sts-policy-invalid", withPolicy("invalid")},
        {"mta-sts-mx-mismatch", withPolicy("other mx")},
        {"mta-sts-not-enforced", withPolicy("testing")},
        {"mta-sts-max-age", withPolicy("short")},
        {"mta-sts-content-type", withPolicy("html")},
        {"tlsrpt-missing", changed([](AuthDomain& d) { d.tlsReports = ""; })},
        {"tlsrpt-invalid", changed([](AuthDomain& d) { d.tlsReports = "_smtp._tls TXT \"v=TLSRPTv1; rua=\"\n"; })},
        {"dns-failed", changed([](AuthDomain& d) {
             d.dmarc = "_dmarc NS ns.dmarc\nns.dmarc A " + lameServer + "\n"; // refuses every question
         })},
    };
}

Domains allDomains()
{
    Domains all;
    for (const auto& domains : {spfDomains(), dkimDomains(), dmarcDomains(), otherDomains()}) {
        all.insert(domains.begin(), domains.end());
    }
    return all;
}

/// What a run says below line 1, the OK findings too; each once.
std::set<std::string> idsIn(const ProcessResult& result)
{
    std::set<std::string> ids;
    for (const auto& finding : findingsIn(result)) {
        ids.insert(finding.substr(0, finding.find(' ')));
    }
    return ids;
}

} // namespace

TEST_CASE("Every finding on check_mail_auth's list has a domain in these tests", "[mail_auth]")
{
    std::set<std::string> listed;
    for (const auto& line : runCheck("check_mail_auth", {"--list-findings"}).lines()) {
        if (!line.empty() && line.front() != ' ') {
            listed.insert(line.substr(0, line.find(' ')));
        }
    }
    // These are about the command line and this machine, or need a time that runs out between two questions; the tests
    // of the command line, of machines and of the verdict provoke them.
    for (const auto* elsewhere : {"usage-error", "internal-error", "local-fault", "metric-out-of-range",
                                  "metric-missing", "option-unused", "timed-out"}) {
        INFO(elsewhere);
        CHECK(listed.erase(elsewhere) == 1);
    }
    std::set<std::string> covered;
    for (const auto& [id, domain] : allDomains()) {
        covered.insert(id);
    }
    CHECK(covered == listed);
}

TEST_CASE("What is wrong with a domain's mail authentication is one finding, and nothing is found in a healthy domain",
          "[mail_auth]")
{
    auto domains = allDomains();
    domains["healthy"] = changed([](AuthDomain& d) {
        d.arguments.insert(d.arguments.end(), {"--sender", "20.0.1.1", "--dmarc-at-least", "reject", "--require",
                                               "spf,dkim,dmarc,tls-rpt,mta-sts"});
    });
    domains["parked"] = changed([](AuthDomain& d) {
        d = {.mx = "@ MX 0 .\n", .spf = "@ TXT \"v=spf1 -all\"\n", .tlsReports = "", .mtaSts = ""};
        d.arguments = {"--sends-nothing"};
    });
    const AuthWorld world(domains);
    for (const auto& [id, domain] : domains) {
        const auto result = world.check(id, {"-v"});
        INFO("a domain for " << id << "\n" << result.out << result.err);
        const bool healthy = id == "healthy" || id == "parked";
        CHECK(idsIn(result) == (healthy ? std::set<std::string>{} : std::set<std::string>{id}));
        CHECK((!healthy || result.exitStatus == 0));
        std::size_t remedies = 0;
        for (const auto& line : result.lines()) {
            remedies += line.starts_with("  what to do: ") ? 1 : 0;
        }
        CHECK((remedies > 0) == !healthy);
        checkSafe(result);
    }
}

TEST_CASE("A silent name server of one record does not hide what the others say", "[mail_auth]")
{
    const std::string silent = "20.0.99.53";
    AuthWorld world({{"silent", changed([&](AuthDomain& d) {
                          d.dmarc = "_dmarc NS ns.dmarc\nns.dmarc A " + silent + "\n";
                          d.spf = "@ TXT \"v=spf1 mx +all\"\n";
                          d.timeout = "4";
                      })}});
    world.internet().addSilentNameServer(silent);
    const auto result = world.check("silent", {"-v"});
    INFO(result.out << result.err);
    CHECK(findingsIn(result) == std::vector<std::string>{"spf-pass-all C", "dns-failed W"});
    CHECK(result.seconds <= scaled(4.5));
    checkSafe(result);
}
