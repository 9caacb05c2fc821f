// SPDX-License-Identifier: GPL-3.0-or-later
// What the user gets wrong, and what is wrong with the user's own files.
#include "loopback/tls/tls_verdict.hpp"

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
        {{"--client-cert", "/nonexistent/c.pem"}, "'/nonexistent/c.pem'"},
        {{"--client-key", "/dev/null"}, "'/dev/null'"},
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

TEST_CASE("files that OpenSSL can't use are this machine's fault, not the server's")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    const auto garbage = bed.folder.write("garbage.pem", "no certificate\n").string();
    const auto authorities = runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", std::to_string(server.port()),
                                                         "--ca-file", garbage, "--verify-name", "mail.example.org"});
    expectVerdict(authorities, 3, {"local-fault"}, "there is no readable certificate in " + garbage);
    const auto client = bed.check(server.port(), {"--client-cert", garbage});
    INFO(client.out);
    CHECK(client.exitStatus == 3);
    CHECK(findingsIn(client) == std::vector<std::string>{"local-fault"});
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
