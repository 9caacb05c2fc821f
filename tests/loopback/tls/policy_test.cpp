// SPDX-License-Identifier: GPL-3.0-or-later
// MTA-STS policies from a web server that gets them wrong in every way, and TLSRPT records.
#include "loopback/tls/mail_world.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

const std::string good = "version: STSv1\nmode: enforce\nmx: mx1.example.org\nmax_age: 604800\n";

/// As HTTP/1.1 sends it piece by piece.
std::string inChunks(const std::string& body)
{
    std::string chunks;
    for (std::size_t at = 0; at < body.size(); at += 7) {
        const auto piece = body.substr(at, 7);
        chunks += std::to_string(piece.size()) + "\r\n" + piece + "\r\n";
    }
    return chunks + "0\r\n\r\n";
}

/// The verdict on a domain whose web server answers so.
ProcessResult checkResponse(const std::string& response)
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addPolicy(response);
    return world.checkDomain();
}

void expectUnavailable(TlsServerPlan (*change)(const MailWorld&), const std::string& line1)
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.addPolicy(change(world));
    expectVerdict(world.checkDomain(), 2, {"mta-sts-policy-unavailable"}, line1);
}

} // namespace

TEST_CASE("a good policy is OK, whole, in chunks and with CRLF")
{
    expectVerdict(checkResponse(MailWorld::served(good)), 0, {}, "opportunistic and MTA-STS senders");
    expectVerdict(checkResponse("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                "Transfer-Encoding: chunked\r\n\r\n" +
                                inChunks("version: STSv1\r\nmode: enforce\r\nmx: *.example.org\r\nmax_age: 86400\r\n")),
                  0, {}, "opportunistic and MTA-STS senders");
}

TEST_CASE("a redirect, another status and an answer that is no HTTP are told")
{
    expectVerdict(
        checkResponse("HTTP/1.1 301 Moved\r\nLocation: https://www.example.org/\r\nContent-Length: 0\r\n\r\n"), 2,
        {"mta-sts-policy-unavailable"}, "redirects to \"https://www.example.org/\"");
    expectVerdict(checkResponse("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), 2,
                  {"mta-sts-policy-unavailable"}, "answered HTTP 404");
    expectVerdict(checkResponse("SSH-2.0-OpenSSH\r\n\r\n"), 2, {"mta-sts-policy-unavailable"},
                  "is no HTTP/1.1 response");
    expectVerdict(checkResponse("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nversion"), 2,
                  {"mta-sts-policy-unavailable"}, "cut off");
}

TEST_CASE("a policy of more than 64 KB is refused")
{
    expectVerdict(checkResponse(MailWorld::served(good + std::string(70000, 'x'))), 2, {"mta-sts-policy-unavailable"},
                  "longer than 65536 octets");
}

TEST_CASE("every fault in the text of a policy is told")
{
    struct Case {
        std::string policy;
        std::string line1;
    };
    const std::vector<Case> cases{
        {"", "there is no \"version: STSv1\""},
        {"version: STSv2\nmode: enforce\nmx: a.example.org\nmax_age: 1\n", "not STSv1"},
        {"version: STSv1\nmx: a.example.org\nmax_age: 1\n", "there is no mode"},
        {"version: STSv1\nmode: strict\nmx: a.example.org\nmax_age: 1\n", "the mode is \"strict\""},
        {"version: STSv1\nmode: enforce\nmax_age: 1\n", "there is no mx line"},
        {"version: STSv1\nmode: enforce\nmx: a.example.org\n", "there is no max_age"},
        {"version: STSv1\nmode: enforce\nmx: a.example.org\nmax_age: 99999999\n", "the max_age is \"99999999\""},
        {"version: STSv1\nmode: enforce\nmx: *.*.example.org\nmax_age: 1\n", "the mx line \"*.*.example.org\""},
        {"(html)not found(/html)", "is not of the form key: value"},
    };
    for (const auto& [policy, line1] : cases) {
        expectVerdict(checkResponse(MailWorld::served(policy)), 2, {"mta-sts-policy-invalid"}, line1);
    }
}

TEST_CASE("modes testing and none bounce nothing, and a short max_age and a wrong type are WARNING")
{
    const auto testing =
        checkResponse(MailWorld::served("version: STSv1\nmode: testing\nmx: other.example.org\nmax_age: 604800\n"));
    expectVerdict(testing, 1, {"mta-sts-mx-mismatch"}, "allows only other.example.org");
    expectVerdict(checkResponse(MailWorld::served("version: STSv1\nmode: none\nmax_age: 604800\n")), 0, {}, "TLSv1.3");
    expectVerdict(checkResponse(MailWorld::served("version: STSv1\nmode: enforce\nmx: mx1.example.org\nmax_age: 60\n")),
                  1, {"mta-sts-max-age"}, "60 s");
    expectVerdict(checkResponse("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " +
                                std::to_string(good.size()) + "\r\n\r\n" + good),
                  1, {"mta-sts-content-type"}, "text/html");
}

TEST_CASE("the web server's certificate must be trusted and for its name")
{
    expectUnavailable(
        [](const MailWorld& world) {
            auto plan = world.honest("www.example.org");
            plan.https = MailWorld::served(good);
            return plan;
        },
        "certificate of mta-sts.example.org");
    expectUnavailable(
        [](const MailWorld&) {
            TlsServerPlan plan;
            plan.chain = {TestCertificate({.names = {"DNS:mta-sts.example.org"}})};
            plan.https = MailWorld::served(good);
            return plan;
        },
        "self-signed");
}

TEST_CASE("a web server that stalls ends within the deadline and does not hide the hosts")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    auto plan = world.honest("mta-sts.example.org");
    plan.https = "x";
    plan.fault = HandshakeFault::Drip;
    world.addPolicy(plan);
    const auto result = world.checkDomain();
    expectVerdict(result, 2, {"mta-sts-policy-unavailable"}, "TLS handshake: no end within");
    CHECK(result.seconds < scaled(3.3));
    CHECK(result.firstLine().find("cert_days=90") != std::string::npos);
}

TEST_CASE("a web server that drips its answer is told with the time that was spent on it")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    auto plan = world.honest("mta-sts.example.org");
    plan.https = MailWorld::served(good);
    plan.drips = true;
    world.addPolicy(plan);
    const auto result = world.checkDomain({"-t", scaled("1.5")});
    const std::string told = "no end of the answer within ";
    expectVerdict(result, 2, {"mta-sts-policy-unavailable"}, told);
    const auto spent = std::stod(result.firstLine().substr(result.firstLine().find(told) + told.size()));
    CHECK(spent > 0.5);
    CHECK(spent < scaled(1.5));
    CHECK(result.firstLine().find("(TLSv1.3, 90 days left)") != std::string::npos);
}

TEST_CASE("option --mta-sts demands a record and judges a single host and the domain's real MX set")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    const std::vector<std::string> arguments{"-H", "mx1.example.org", "--mta-sts", "example.org"};
    expectVerdict(world.check(arguments), 2, {"mta-sts-missing"}, "there is no MTA-STS record");
    world.addPolicy(MailWorld::served(good));
    expectVerdict(world.check(arguments), 0, {}, "opportunistic and MTA-STS senders");
    world.add("example.org. 300 IN MX 20 mx9.example.org.");
    expectVerdict(world.check(arguments), 1, {"mta-sts-mx-mismatch"}, "mx9.example.org");
}

TEST_CASE("an MTA-STS record that the DNS does not give is a matter of the DNS, not of the web server")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.fail("_mta-sts.example.org TXT");
    const auto result = world.checkDomain({"--mta-sts", "example.org"});
    expectVerdict(result, 2, {"mta-sts-policy-unavailable"}, "SERVFAIL for _mta-sts.example.org TXT");
    CHECK(result.out.find("what to do: Check that the resolver answers (dig TXT _mta-sts.example.org)") !=
          std::string::npos);
}

TEST_CASE("records for MTA-STS and TLSRPT that are wrong or stand twice are told")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.add("_mta-sts.example.org. 300 IN TXT \"v=STSv1; id=;\"");
    world.add("_smtp._tls.example.org. 300 IN TXT \"v=TLSRPTv1; rua=ftp://example.org/\"");
    expectVerdict(world.checkDomain(), 2, {"mta-sts-record-invalid", "tlsrpt-invalid"}, "has no id");
    world.add("_mta-sts.example.org. 300 IN TXT \"v=STSv1; id=2;\"");
    expectVerdict(world.checkDomain(), 2, {"mta-sts-record-invalid", "tlsrpt-invalid"}, "2 records begin with v=STSv1");
}

TEST_CASE("a TXT question that fails is as good as no record, whatever the DNS says to it")
{
    MailWorld world(false);
    world.addHost("mx1.example.org", "20.0.25.1");
    for (const auto* how : {"SERVFAIL", "NOTIMP", "REFUSED"}) {
        world.recover();
        world.fail("_mta-sts.example.org TXT", how);
        expectVerdict(world.checkDomain(), 0, {}, "good for opportunistic senders");
        expectVerdict(world.checkDomain({"-v"}), 0, {"mta-sts-lookup-failed", "tlsrpt-missing"}, "TLSv1.3");
        world.recover();
        world.fail("_smtp._tls.example.org TXT", how);
        expectVerdict(world.checkDomain({"-v"}), 0, {"mta-sts-lookup-failed"}, "TLSv1.3");
    }
    world.recover();
    world.fail("_mta-sts.example.org TXT", "SILENT");
    expectVerdict(world.checkDomain({"-t", scaled("1")}), 0, {}, "good for opportunistic senders");
}

TEST_CASE("the status of --timeout is what a silent record, policy server or TLSA question counts as")
{
    MailWorld world(true);
    world.addHost("mx1.example.org", "20.0.25.1");
    world.fail("_mta-sts.example.org TXT", "SILENT");
    expectVerdict(world.checkDomain({"--mta-sts", "example.org", "-t", scaled("1:warning")}), 1,
                  {"mta-sts-policy-unavailable"}, "no answer from");
    expectVerdict(world.checkDomain({"--mta-sts", "example.org", "-t", scaled("1:ok")}), 0, {},
                  "counted as OK: mta-sts-policy-unavailable");
    world.recover();
    world.fail("_25._tcp.mx1.example.org TLSA", "SILENT");
    const std::vector<std::string> demanded{"-H", "mx1.example.org", "--dane", "-t"};
    for (const auto& [time, status] : std::vector<std::pair<std::string, int>>{{"1", 2}, {"1:warning", 1}}) {
        auto arguments = demanded;
        arguments.push_back(scaled(time));
        expectVerdict(world.check(arguments), status, {"dane-lookup-failed"}, "no answer from");
    }
    world.recover();
    auto silent = world.honest("mta-sts.example.org");
    silent.https = "x";
    silent.fault = HandshakeFault::Silence;
    world.addPolicy(silent);
    expectVerdict(world.checkDomain({"-t", scaled("1:warning")}), 1, {"mta-sts-policy-unavailable"}, "no end within");
}
