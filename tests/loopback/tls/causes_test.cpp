// SPDX-License-Identifier: GPL-3.0-or-later
// One finding, several causes: the remedy is that of the cause.
#include "loopback/tls/mail_world.hpp"

using namespace mpm::test;

namespace {

bool advises(const ProcessResult& result, const std::string& remedy)
{
    return result.out.find("\n  what to do: " + remedy) != std::string::npos;
}

} // namespace

TEST_CASE("a certificate that was not issued for servers is told with what it is for, and is to be issued again")
{
    const TlsBed bed;
    for (const auto& [usage, told] : std::vector<std::pair<std::string, std::string>>{
             {"extendedKeyUsage=clientAuth", "its extended key usage is clientAuth, serverAuth is missing"},
             {"extendedKeyUsage=clientAuth,emailProtection",
              "its extended key usage is clientAuth, emailProtection, serverAuth is missing"},
             {"extendedKeyUsage=1.3.6.1.4.1.99999.1",
              "its extended key usage is 1.3.6.1.4.1.99999.1, serverAuth is missing"},
             {"nsCertType=client", "its key usage does not allow it"}}) {
        CAPTURE(usage);
        auto plan = bed.honest();
        plan.chain[0] = bed.pki.leaf({.extension = usage});
        const auto result = bed.check(plan);
        expectVerdict(result, 2, {"cert-untrusted"}, "certificate mail.example.org is not for servers: " + told);
        CHECK(advises(result, "Have the certificate issued again as a server's"));
    }
    for (const auto* usage : {"extendedKeyUsage=serverAuth", "extendedKeyUsage=clientAuth,serverAuth"}) {
        auto plan = bed.honest();
        plan.chain[0] = bed.pki.leaf({.extension = usage});
        expectVerdict(bed.check(plan), 0, {}, "TLSv1.3");
    }
}

TEST_CASE("a record of an authority that is trusted here but not sent is told as that, whatever its form")
{
    const TlsBed bed;
    const auto plan = bed.honest();
    const TlsServer server(plan);
    for (int selector = 0; selector <= 1; ++selector) {
        for (int matching = 1; matching <= 2; ++matching) {
            CAPTURE(selector, matching);
            const auto result = bed.check(server.port(), {"--tlsa", bed.pki.root.tlsa(2, selector, matching)});
            expectVerdict(result, 2, {"dane-mismatch"},
                          "(matches Test Root, which is trusted here, but not sent by the server)");
            CHECK(advises(result, "Add the certificate Test Root to the chain file"));
            CHECK(result.out.find("put the old key back") == std::string::npos);
        }
    }
    // What a record holds in full can be taken from there, though not by all.
    const std::vector<std::string> full{"--tlsa", bed.pki.root.tlsa(2, 0, 0)};
    expectVerdict(bed.check(server.port(), full), 1, {"dane-anchor-not-sent"},
                  "matches by the certificate Test Root that it holds, and the server does not send");
    expectVerdict(bed.check(server.port(), {"--tlsa", bed.pki.root.tlsa(2, 1, 0)}), 1, {"dane-anchor-not-sent"},
                  "matches by the key that it holds");
    expectVerdict(bed.check(server.port(), {full[0], full[1], "--tlsa", plan.chain[0].tlsa(3, 1, 1)}), 0, {}, ", DANE");
    // As the end entity's it would match nothing, sent or not.
    expectVerdict(bed.check(server.port(), {"--tlsa", bed.pki.root.tlsa(3, 1, 1)}), 2, {"dane-mismatch"},
                  "(matches no certificate)");
    auto whole = plan;
    whole.chain.push_back(bed.pki.root);
    expectVerdict(bed.check(whole, {"--tlsa", bed.pki.root.tlsa(2, 1, 1)}), 0, {}, ", DANE");
}

TEST_CASE("a record with a usage that only some software knows is told with what to publish in its place")
{
    const TlsBed bed;
    const auto plan = bed.honest();
    const TlsServer server(plan);
    for (const int usage : {0, 1}) {
        CAPTURE(usage);
        const auto result = bed.check(server.port(), {"--tlsa", plan.chain[0].tlsa(usage, 1, 1)});
        expectVerdict(result, 1, {"dane-unusable"}, "none of 1 TLSA record is usable");
        CHECK(advises(result, "Publish 3 1 1 for the server's key (or 2 1 1 for its issuer's)"));
    }
}

TEST_CASE("a server that wants to be asked for a name is told as that, by whichever check")
{
    const TlsBed bed;
    auto plan = bed.honest();
    plan.wantedName = "mail.example.org";
    const TlsServer server(plan);
    const auto port = std::to_string(server.port());
    for (const auto& [plugin, more] : std::vector<std::pair<std::string, std::vector<std::string>>>{
             {"check_smtp_tls", {}},
             {"check_smtp_banner", {"-S"}},
             {"check_smtp_send", {"-S", "--to", "b@example.com"}}}) {
        CAPTURE(plugin);
        std::vector<std::string> arguments{"-H", "127.0.0.1", "-p", port, "-F", "client.example", "-t", scaled("2")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto nameless = runCheck(plugin, arguments);
        INFO(nameless.out);
        CHECK(nameless.exitStatus == 2);
        CHECK(nameless.firstLine().find("alert \"unrecognized name\"") != std::string::npos);
        CHECK(advises(nameless, "No server name was asked for"));
        arguments.insert(arguments.end(), {"--sni", "other.example.org"});
        CHECK(advises(runCheck(plugin, arguments), "The server knows no certificate for other.example.org"));
    }
    expectVerdict(bed.check(server.port()), 0, {}, "TLSv1.3");
}

TEST_CASE("a policy file with a byte order mark or keys in capitals is told with how to save it")
{
    for (const auto& [body, told, remedy] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"\xEF\xBB\xBFversion: STSv1\nmode: enforce\nmx: mx1.example.org\nmax_age: 604800\n",
              "the file begins with a byte order mark", "Save the file as plain ASCII"},
             {"Version: STSv1\nMode: enforce\nMX: mx1.example.org\nMax_Age: 604800\n",
              "the key \"Version\" is not in small letters", "Write the keys version, mode, mx and max_age"}}) {
        CAPTURE(told);
        MailWorld world(false);
        world.addHost("mx1.example.org", "20.0.25.1");
        world.addPolicy(MailWorld::served(body));
        const auto result = world.checkDomain();
        expectVerdict(result, 2, {"mta-sts-policy-invalid"}, told);
        CHECK(advises(result, remedy));
    }
}
