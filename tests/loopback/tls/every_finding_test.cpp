// SPDX-License-Identifier: GPL-3.0-or-later
// Each finding of check_smtp_tls with a server, or a zone, that provokes it; and a good domain that raises none.
#include "loopback/tls/mail_world.hpp"
#include "support/hostile_smtp.hpp"
#include "support/timing.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <functional>
#include <map>

using namespace mpm::test;

namespace {

using Arguments = std::vector<std::string>;
using Provocation = std::function<ProcessResult()>;

const std::string zeros(64, '0');
const std::string policy = "version: STSv1\nmode: enforce\nmx: mx1.example.org\nmax_age: 604800\n";

/// An honest server but for what `change` does to it.
template <class Change>
Provocation server(Change change, Arguments arguments = {})
{
    return [=] {
        const TlsBed bed;
        auto plan = bed.honest();
        change(bed, plan);
        auto all = arguments;
        all.emplace_back("-v");
        return bed.check(plan, all);
    };
}

/// The same, where only the certificate is not as it should be.
Provocation certificate(const CertificateSpec& spec)
{
    return server([=](const TlsBed& bed, TlsServerPlan& plan) { plan.chain[0] = bed.pki.leaf(spec); });
}

/// What the server says in the place of a text of its plan.
Provocation text(std::string TlsServerPlan::*member, const std::string& said)
{
    return server([=](const TlsBed&, TlsServerPlan& plan) { plan.*member = said; });
}

/// example.org with the honest mx1.example.org, but for what `change` does to it.
template <class Change>
Provocation world(Change change, Arguments arguments = {"--mx", "example.org"}, bool secured = true)
{
    return [=] {
        MailWorld made(secured);
        made.addHost("mx1.example.org", "20.0.25.1");
        change(made);
        auto all = arguments;
        all.emplace_back("-v");
        return made.check(all);
    };
}

/// Further records.
Provocation zone(const Arguments& records, const Arguments& arguments = {"--mx", "example.org"}, bool secured = true)
{
    return world(
        [=](MailWorld& made) {
            for (const auto& record : records) {
                made.add(record);
            }
        },
        arguments, secured);
}

Provocation served(const std::string& response)
{
    return world([=](MailWorld& made) { made.addPolicy(response); });
}

/// A server that ends the connection in the middle of a reply.
Provocation endInAReply()
{
    return [] {
        const HostileSmtp server({send("220 mail.example.org\r\n"), answerEhlo("250-mail.example.org\r\n"), close()});
        return runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "-t", scaled("1")});
    };
}

/// Two hosts, each of which puts off whoever connects.
Provocation crowded()
{
    return [] {
        MailWorld made(true);
        auto plan = made.honest("mx1.example.org");
        plan.banner = "421 4.7.0 too busy\r\n";
        made.addHost("mx1.example.org", "20.0.25.1", plan);
        made.addHost("mx2.example.org", "20.0.25.2", plan);
        return made.checkDomain();
    };
}

Provocation silence()
{
    return [] {
        const TlsBed bed;
        auto plan = bed.honest();
        plan.fault = HandshakeFault::Silence;
        const TlsServer silent(plan);
        return runCheck("check_smtp_tls",
                        {"-H", "127.0.0.1", "-p", std::to_string(silent.port()), "-t", scaled("0.4")});
    };
}

std::map<std::string, Provocation> connectionProvocations()
{
    const Arguments mx1{"-H", "mx1.example.org"};
    return {
        {"host-not-found", zone({}, {"-H", "nowhere.example.org"})},
        {"dns-failed", world([](MailWorld& made) { made.fail("mx1.example.org A"); }, {"-H", "mx1.example.org", "-4"})},
        {"connection-refused", zone({}, {"-H", "mx1.example.org", "-p", "26"})},
        {"host-unreachable", zone({"far.example.org. 300 IN A 30.0.0.1"}, {"-H", "far.example.org"})},
        {"local-fault", zone({}, {"-H", "mx1.example.org", "--source-address", "192.0.2.1"})},
        {"timed-out", silence()},
        {"connection-closed", endInAReply()},
        {"smtp-protocol-error", text(&TlsServerPlan::banner, "SSH-2.0-OpenSSH\r\n")},
        {"smtp-reply-4yz", text(&TlsServerPlan::startTls, "454 4.7.0 not now\r\n")},
        {"smtp-reply-5yz", text(&TlsServerPlan::ehloInside, "554 5.7.1 not for you\r\n")},
        {"smtp-unexpected-reply", text(&TlsServerPlan::startTls, "250 ok\r\n")},
        {"ehlo-unsupported", server([](const TlsBed&, TlsServerPlan& plan) {
             plan.ehlo = "502 5.5.1 no EHLO\r\n";
             plan.helo = "250 mail.example.org\r\n";
         })},
        {"smtp-bare-lf", text(&TlsServerPlan::banner, "220 mail.example.org\n")},
        {"smtp-reply-octets", text(&TlsServerPlan::banner, "220 mail.example.org \x01\r\n")},
        {"smtp-line-too-long", text(&TlsServerPlan::banner, "220 " + std::string(600, 'x') + "\r\n")},
        {"smtp-early-data", text(&TlsServerPlan::banner, "220 mail.example.org\r\n250 and so on\r\n")},
        {"reply-code-changes", text(&TlsServerPlan::banner, "554-mail.example.org\r\n220 ESMTP\r\n")},
        {"capability-contradiction",
         text(&TlsServerPlan::ehlo, "250-mail.example.org\r\n250-SIZE 10\r\n250-SIZE 20\r\n250 STARTTLS\r\n")},
        {"ehlo-names-client",
         server([](const TlsBed&, TlsServerPlan& plan) { plan.ehlo = "250-monitor.example.org\r\n250 STARTTLS\r\n"; },
                {"-F", "monitor.example.org"})},
        {"all-busy", crowded()},
        {"metric-out-of-range", server([](const TlsBed&, TlsServerPlan&) {}, {"-w", "time=0"})},
        {"metric-missing", server([](const TlsBed&, TlsServerPlan& plan) { plan.ehlo = "250 mail.example.org\r\n"; },
                                  {"-w", "tls=3", "--severity", "starttls-missing=ok"})},
        {"option-unused", server([](const TlsBed&, TlsServerPlan&) {}, {"--client-key", "/dev/null"})},
        {"secret-file-readable",
         [] {
             const TlsBed bed;
             const auto own = bed.pki.leaf({.commonName = "client"});
             const auto file = bed.folder.write("client.pem", own.pem() + own.keyPem()).string();
             std::filesystem::permissions(file, std::filesystem::perms::others_read,
                                          std::filesystem::perm_options::add);
             return bed.check(bed.honest(), {"--client-cert", file, "-v"});
         }},
    };
}

std::map<std::string, Provocation> sessionProvocations()
{
    const auto none = [](const TlsBed&, TlsServerPlan&) {};
    return {
        {"starttls-missing", text(&TlsServerPlan::ehlo, "250 mail.example.org\r\n")},
        {"starttls-injection",
         server([](const TlsBed&, TlsServerPlan& plan) { plan.carriesOver = true; }, {"--check-injection"})},
        {"starttls-injection-untested",
         server([](const TlsBed&, TlsServerPlan& plan) { plan.laterBanner = "421 4.7.0 later\r\n"; },
                {"--check-injection"})},
        {"starttls-inside-tls", text(&TlsServerPlan::ehloInside, "250-mail.example.org\r\n250 STARTTLS\r\n")},
        {"auth-before-tls", text(&TlsServerPlan::ehlo, "250-mail.example.org\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n")},
        {"tls-handshake-failed", server([](const TlsBed&, TlsServerPlan& plan) { plan.chain.clear(); })},
        {"tls-version", server([](const TlsBed&, TlsServerPlan& plan) { plan.mostVersion = TLS1_1_VERSION; })},
        {"tls-old-version", server(none, {"--check-old-tls"})},
        {"tls-weak", server([](const TlsBed& bed, TlsServerPlan& plan) {
             plan.chain[0] = bed.pki.leaf({.key = KeyKind::Rsa2048});
             plan.mostVersion = TLS1_2_VERSION;
             plan.ciphers = "AES128-SHA256";
         })},
        {"tls-client-certificate",
         server([](const TlsBed&, TlsServerPlan& plan) { plan.demandsClientCertificate = true; })},
        {"pin-mismatch", server(none, {"--pin-sha256", zeros})},
    };
}

std::map<std::string, Provocation> certificateProvocations()
{
    return {
        {"cert-expired", certificate({.startsInDays = -9, .endsInDays = -2})},
        {"cert-expires-soon", certificate({.startsInDays = -90, .endsInDays = 3})},
        {"cert-not-yet-valid", certificate({.startsInDays = 1})},
        {"cert-untrusted", server([](const TlsBed&, TlsServerPlan& plan) {
             const TestPki other{.name = "Other"};
             plan.chain = {other.leaf(), other.intermediate};
         })},
        {"cert-self-signed",
         server([](const TlsBed&, TlsServerPlan& plan) { plan.chain = {TestCertificate(CertificateSpec{})}; })},
        {"cert-chain-incomplete", server([](const TlsBed&, TlsServerPlan& plan) { plan.chain.pop_back(); })},
        {"cert-chain-order", server([](const TlsBed& bed, TlsServerPlan& plan) {
             plan.chain = {plan.chain[0], bed.pki.root, plan.chain[1]};
         })},
        {"cert-name-mismatch", certificate({.names = {"DNS:other.example.org"}})},
        {"cert-weak", certificate({.key = KeyKind::Rsa1024})},
        {"cert-revoked", server([](const TlsBed&, TlsServerPlan& plan) {
             plan.staple = ocspResponse(plan.chain[0], plan.chain[1], true);
         })},
    };
}

std::map<std::string, Provocation> daneProvocations()
{
    const Arguments demanded{"-H", "mx1.example.org", "--dane"};
    return {
        {"dane-mismatch", zone({"_25._tcp.mx1.example.org. 300 IN TLSA 3 1 1 " + zeros})},
        {"dane-anchor-not-sent",
         [] {
             const TlsBed bed;
             return bed.check(bed.honest(), {"--tlsa", bed.pki.root.tlsa(2, 0, 0)});
         }},
        {"dane-unusable", zone({"_25._tcp.mx1.example.org. 300 IN TLSA 1 1 1 " + zeros})},
        {"dane-missing", zone({}, demanded)},
        {"dane-insecure", zone({"_25._tcp.mx1.example.org. 300 IN TLSA 3 1 1 " + zeros}, demanded, false)},
        {"dane-lookup-failed", world([](MailWorld& made) { made.fail("_25._tcp.mx1.example.org TLSA"); })},
        {"dane-rollover", world([](MailWorld& made) {
             auto plan = made.honest("mx2.example.org");
             made.addTlsa("mx2.example.org", plan.chain[0].tlsa(3, 1, 1));
             made.addHost("mx2.example.org", "20.0.25.2", plan);
         })},
        {"tls-senders-cut-off", zone({"_25._tcp.mx1.example.org. 300 IN TLSA 3 1 1 " + zeros})},
    };
}

std::map<std::string, Provocation> policyProvocations()
{
    const auto changed = [](const std::string& from, const std::string& to) {
        auto other = policy;
        return MailWorld::served(other.replace(other.find(from), from.size(), to));
    };
    return {
        {"mta-sts-missing", zone({}, {"--mx", "example.org", "--mta-sts", "example.org"})},
        {"mta-sts-record-invalid", zone({"_mta-sts.example.org. 300 IN TXT \"v=STSv1;\""})},
        {"mta-sts-lookup-failed", world([](MailWorld& made) { made.fail("_mta-sts.example.org TXT"); })},
        {"mta-sts-policy-unavailable", served("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")},
        {"mta-sts-policy-invalid", served(MailWorld::served("version: STSv1\n"))},
        {"mta-sts-mx-mismatch", served(changed("mx1", "mx9"))},
        {"mta-sts-not-enforced", served(changed("enforce", "testing"))},
        {"mta-sts-max-age", served(changed("604800", "60"))},
        {"mta-sts-content-type", served("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " +
                                        std::to_string(policy.size()) + "\r\n\r\n" + policy)},
        {"tlsrpt-missing", zone({})},
        {"tlsrpt-invalid", zone({"_smtp._tls.example.org. 300 IN TXT \"v=TLSRPTv1;\""})},
    };
}

std::map<std::string, Provocation> exchangeProvocations()
{
    Arguments many;
    for (int i = 0; i < 60; ++i) {
        many.push_back("example.net. 300 IN MX 10 m" + std::to_string(i) + ".example.net.");
    }
    const Arguments other{"--mx", "example.net"};
    return {
        {"mx-none", zone({}, other)},
        {"mx-null", zone({"example.net. 300 IN MX 0 ."}, other)},
        {"mx-implicit", zone({"example.net. 300 IN A 20.0.25.1"}, other)},
        {"mx-unresolvable", zone({"example.net. 300 IN MX 10 nowhere.example.net."}, other)},
        {"mx-address-literal", zone({"example.net. 300 IN MX 10 20.0.25.1."}, other)},
        {"mx-too-many", zone(many, other)},
        {"address-not-global",
         zone({"example.net. 300 IN MX 10 in.example.net.", "in.example.net. 300 IN A 10.9.8.7"}, other)},
    };
}

std::vector<std::string> listedFindings()
{
    std::vector<std::string> ids;
    for (const auto& line : runCheck("check_smtp_tls", {"--list-findings"}).lines()) {
        if (!line.empty() && line[0] != ' ') {
            ids.push_back(line.substr(0, line.find(' ')));
        }
    }
    // These end a run before there is a server: the tests of the command line provoke them.
    std::erase_if(ids, [](const std::string& id) { return id == "usage-error" || id == "internal-error"; });
    return ids;
}

} // namespace

TEST_CASE("each finding of check_smtp_tls is provoked by a server or a zone")
{
    std::map<std::string, Provocation> all;
    for (auto more : {connectionProvocations(), sessionProvocations(), certificateProvocations(), daneProvocations(),
                      policyProvocations(), exchangeProvocations()}) {
        all.merge(more);
    }
    std::vector<std::string> provoked;
    for (const auto& [id, provoke] : all) {
        const auto result = provoke();
        INFO(id << " is not among the findings of\n" << result.out << result.err);
        checkOutput(result);
        const auto ids = findingsIn(result);
        CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
        provoked.push_back(id);
    }
    auto listed = listedFindings();
    std::sort(listed.begin(), listed.end());
    CHECK(listed == provoked);
}

TEST_CASE("a good domain raises no finding at all, whatever is asked of it")
{
    MailWorld made(true);
    auto plan = made.honest("mx1.example.org");
    plan.leastVersion = TLS1_2_VERSION;
    made.addTlsa("mx1.example.org", plan.chain[1].tlsa(2, 1, 1));
    made.addHost("mx1.example.org", "20.0.25.1", plan);
    made.addPolicy(MailWorld::served(policy));
    made.add("_smtp._tls.example.org. 300 IN TXT \"v=TLSRPTv1; rua=mailto:tls@example.org\"");
    const Arguments everything{"--dane", "--mta-sts", "example.org", "--check-injection", "--check-old-tls", "-v"};
    for (Arguments target : {Arguments{"--mx", "example.org"}, Arguments{"-H", "mx1.example.org"}}) {
        target.insert(target.end(), everything.begin(), everything.end());
        expectVerdict(made.check(target), 0, {}, ", DANE");
    }
}
