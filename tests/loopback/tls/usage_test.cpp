// SPDX-License-Identifier: GPL-3.0-or-later
// What the user gets wrong, and what is wrong with the user's own files.
#include "loopback/tls/tls_verdict.hpp"
#include "support/fake_zone.hpp"

using namespace mpm::test;

TEST_CASE("usage errors of check_smtp_tls are one line that quotes the culprit")
{
    struct Case {
        std::vector<std::string> arguments;
        std::string quoted;
    };
    const std::vector<Case> cases{
        {{"--min-tls", "1.4"}, "'1.4'"},
        {{"--min-tls", "TLSv1.2"}, "'TLSv1.2'"},
        {{"-D", "7,21"}, "'7,21'"},
        {{"-D", "x"}, "'x'"},
        {{"-D", ""}, "''"},
        {{"-D", "1,2,3"}, "'1,2,3'"},
        {{"-D", "30", "-w", "cert_days=10:"}, "'30'"},
        {{"--pin-sha256", "abc"}, "'abc'"},
        {{"--pin-sha256", std::string(43, 'A') + "!"}, "!'"},
        {{"--ca-file", "/nonexistent/ca.pem"}, "'/nonexistent/ca.pem'"},
        {{"--ca-file", "/tmp"}, "'/tmp'"},
        {{"--ca-path", "/nonexistent"}, "'/nonexistent'"},
        {{"--ca-path", "/proc/self/fdinfo"}, "holds no certificate under a hashed name"},
        {{"--client-cert", "/nonexistent/c.pem"}, "'/nonexistent/c.pem'"},
        {{"--client-key", "/nonexistent/c.key"}, "'/nonexistent/c.key'"},
        {{"--verify-name", "a..b"}, "'a..b'"},
        {{"--sni", "-"}, "'-'"},
        {{"--starttls", "--smtps"}, "--smtps"},
        {{"--smtps", "--check-injection"}, "--check-injection"},
        {{"--check-old-tls", "--min-tls", "1.0"}, "--check-old-tls"},
        {{"--dane"}, "'127.0.0.1'"},
        {{"--dane", "--tlsa", "3 1 1 " + std::string(64, '0')}, "--tlsa"},
        {{"--mta-sts", "a b"}, "'a b'"},
    };
    for (const auto& [arguments, quoted] : cases) {
        std::vector<std::string> all{"-H", "127.0.0.1"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto result = runCheck("check_smtp_tls", all);
        INFO(result.out);
        CHECK(result.exitStatus == 3);
        CHECK(result.lines().size() == 1);
        INFO("it should quote " << quoted);
        CHECK(result.firstLine().find(quoted) != std::string::npos);
    }
}

TEST_CASE("a pin counts with the padding of its base64 and without")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    for (const auto* pin :
         {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}) {
        expectVerdict(bed.check(server.port(), {"--pin-sha256", pin}), 2, {"pin-mismatch"}, "which is not pinned");
    }
}

TEST_CASE("one number of days is that for WARNING, and leaves CRITICAL where it was")
{
    const TlsBed bed;
    const TlsServer server(bed.honest({.startsInDays = -90, .endsInDays = 6}));
    expectVerdict(bed.check(server.port(), {"-D", "10"}), 2, {"cert-expires-soon"}, "cert_days=6;10:;7:");
    expectVerdict(bed.check(server.port(), {"-D", "5"}), 0, {}, "cert_days=6;5:;5:");
    expectVerdict(bed.check(server.port(), {"-D", "10,0"}), 1, {"cert-expires-soon"}, "cert_days=6;10:;0:");
}

TEST_CASE("a certificate held against an address is answered with the option that names the host")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    const auto result =
        runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--ca-file", bed.rootFile});
    expectVerdict(result, 2, {"cert-name-mismatch"}, "not for 127.0.0.1");
    CHECK(result.out.find("--verify-name") != std::string::npos);
}

TEST_CASE("a resolver that is silent is answered with what to do about the resolver")
{
    const FakeDns dns([](const FakeDnsQuery&) { return std::vector<FakeDnsPacket>{}; });
    for (const auto* plugin : {"check_smtp_tls", "check_smtp_banner"}) {
        const auto result =
            runCheck(plugin, {"-H", "mail.example.org", "--resolver", resolverOption(dns), "-t", "0.6"});
        expectVerdict(result, 2, {"timed-out"}, "look-up: no answer from");
        CHECK(result.out.find("what to do: Look at the resolver") != std::string::npos);
    }
}

TEST_CASE("files that TLS can't use are told before anybody is connected to, by option and file")
{
    const TlsBed bed;
    TlsServer server(bed.honest());
    const auto own = bed.pki.leaf({.commonName = "client"});
    const auto file = [&](const std::string& name, const std::string& text) {
        return bed.folder.write(name, text).string();
    };
    const auto certificate = file("cert.pem", own.pem());
    const auto key = file("key.pem", own.keyPem());
    const auto otherKey = file("other.pem", bed.pki.leaf().keyPem());
    const auto both = file("both.pem", own.pem() + bed.pki.leaf().keyPem());
    const auto garbage = file("garbage.pem", "no certificate\n");
    const auto broken = file("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    const auto empty = file("empty.pem", "");
    const auto locked = (bed.folder / "locked.pem").string();
    CHECK(run({"openssl", "pkey", "-aes256", "-passout", "pass:x", "-in", key, "-out", locked}).exitStatus == 0);
    struct Case {
        std::vector<std::string> arguments;
        std::string line;
    };
    const std::vector<Case> cases{
        {{"--ca-file", garbage}, "--ca-file: '" + garbage + "' is no file of certificates in PEM"},
        {{"--ca-file", broken}, "--ca-file: '" + broken + "' is no file of certificates in PEM"},
        {{"--ca-file", empty}, "--ca-file: '" + empty + "' is no file of certificates in PEM"},
        {{"--ca-file", key}, "--ca-file: '" + key + "' is no file of certificates in PEM"},
        {{"--client-cert", garbage}, "--client-cert: there is no certificate in PEM in '" + garbage + "'"},
        {{"--client-cert", key}, "--client-cert: there is no certificate in PEM in '" + key + "'"},
        {{"--client-cert", certificate}, "--client-cert: there is no private key in PEM in '" + certificate + "'; "},
        {{"--client-cert", certificate, "--client-key", empty},
         "--client-key: there is no private key in PEM in '" + empty + "'"},
        {{"--client-cert", certificate, "--client-key", locked},
         "--client-key: the private key in '" + locked + "' is encrypted"},
        {{"--client-cert", certificate, "--client-key", otherKey},
         "--client-key: the private key in '" + otherKey + "' does not belong to the certificate in '" + certificate +
             "'"},
        {{"--client-cert", both},
         "--client-cert: the private key in '" + both + "' does not belong to the certificate in '" + both + "'"},
    };
    for (const auto* plugin : {"check_smtp_tls", "check_smtp_banner", "check_smtp_send"}) {
        for (const auto& [arguments, line] : cases) {
            std::vector<std::string> all{"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--starttls"};
            all.insert(all.end(), arguments.begin(), arguments.end());
            if (std::string(plugin) == "check_smtp_send") {
                all.insert(all.end(), {"--to", "a@example.org", "--stop-at", "ehlo"});
            }
            const auto result = runCheck(plugin, all);
            INFO(result.out << result.err << "should hold " << line);
            CHECK(result.exitStatus == 3);
            CHECK(result.lines().size() == 1);
            CHECK(result.err.empty());
            CHECK(result.out.find(line) != std::string::npos);
            CHECK(harmIn(result.out).empty());
        }
    }
    CHECK(server.lines().empty());
    const auto fine = bed.check(server.port(), {"--client-cert", certificate, "--client-key", key});
    CHECK(fine.exitStatus == 0);
}

TEST_CASE("a folder of hashed names serves as authorities")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    const auto folder = bed.folder.folder("authorities");
    bed.folder.write("authorities/root.pem", bed.pki.root.pem());
    CHECK(run({"openssl", "rehash", folder.string()}).exitStatus == 0);
    expectVerdict(runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--ca-path",
                                              folder.string(), "--verify-name", "mail.example.org"}),
                  0, {}, "TLSv1.3");
}

TEST_CASE("hostile text in a certificate can't break the output")
{
    const TlsBed bed;
    const TestCertificate nasty({.commonName = "a|b=1;2 \x1b[31m<b> `x` $(y)\nz",
                                 .names = {"DNS:x|evil=9", "DNS:a\x07"
                                                           "b"}});
    TlsServerPlan plan;
    plan.chain = {nasty};
    const auto result = bed.check(plan, {"-vvv"});
    INFO(result.out);
    checkOutput(result);
    CHECK(result.exitStatus == 2);
    CHECK(readAsGuidelines(result.out).metrics.back().label == "cert_days");
}
