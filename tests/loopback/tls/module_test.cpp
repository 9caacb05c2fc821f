// SPDX-License-Identifier: GPL-3.0-or-later
// TLS that is loaded when it is asked for (docs/adr/0002-tls-on-demand.md).
#include "check/version.hpp"
#include "loopback/tls/tls_verdict.hpp"
#include "net/tcp_dialer.hpp"
#include "net/tls_module.hpp"
#include "support/hostile_smtp.hpp"
#include "support/timing.hpp"
#include "survey/visit.hpp"

#include <filesystem>
#include <fstream>

using namespace mpm;
using namespace mpm::test;

namespace {

/// The shared libraries that the dynamic loader loads before main.
std::string librariesOf(const std::string& plugin)
{
    return runCheck(plugin, {}, {.environment = {{"LD_TRACE_LOADED_OBJECTS", "1"}}}).out;
}

VisitPlan planOf(const TlsBed& bed)
{
    VisitPlan plan;
    plan.clientName = "probe.example.net";
    plan.tls.emplace();
    plan.tls->request.verifyName = "mail.example.org";
    plan.tls->request.anchors.file = bed.rootFile;
    return plan;
}

/// A folder to which the banner check was copied alone, as one does with a satellite.
struct CopiedCheck {
    TempDir folder;
    std::string program = (folder / "check_smtp_banner").string();

    CopiedCheck() { std::filesystem::copy_file(PLUGIN_DIR "/check_smtp_banner", program); }

    ProcessResult on(std::uint16_t port, std::vector<std::string> more = {}) const
    {
        std::vector<std::string> argv{program, "-H", "127.0.0.1", "-p", std::to_string(port), "-t", scaled("3")};
        argv.insert(argv.end(), more.begin(), more.end());
        return run(argv);
    }
};

} // namespace

TEST_CASE("what speaks no TLS does not load OpenSSL")
{
    for (const auto* plugin : {"check_smtp_banner", "check_mx"}) {
        const auto libraries = librariesOf(plugin);
        INFO(plugin << "\n" << libraries);
        CHECK(libraries.find("libPocoNet.so") != std::string::npos);
        for (const auto* unwanted : {"libssl", "libcrypto", "libPocoNetSSL", "libPocoCrypto"}) {
            CHECK(libraries.find(unwanted) == std::string::npos);
        }
    }
    CHECK(librariesOf("check_smtp_tls").find("libssl") != std::string::npos);
}

TEST_CASE("the module begins TLS as the linked provider does")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    TlsModule module;
    TcpDialer dialer(std::nullopt, &module);
    const auto seen = visit(dialer, "mail.example.org", Endpoint{*IpAddress::parse("127.0.0.1"), server.port()},
                            planOf(bed), Deadline::in(scaled(Seconds(3))));
    REQUIRE(seen.tls);
    INFO((seen.tls->failure ? seen.tls->failure->detail : ""));
    CHECK(seen.tls->established());
    CHECK(seen.tls->problems.empty());
    CHECK(seen.tls->chain.size() == 2);
    CHECK(seen.tls->path.size() == 3);
    CHECK_FALSE(seen.capabilities.has("STARTTLS"));
}

TEST_CASE("a fault inside the module arrives as a failure of the visit")
{
    const TlsBed bed;
    auto behaviour = bed.honest();
    behaviour.demandsClientCertificate = true; // TLS 1.3 tells so only after the handshake
    const TlsServer server(behaviour);
    TlsModule module;
    TcpDialer dialer(std::nullopt, &module);
    const auto seen = visit(dialer, "mail.example.org", Endpoint{*IpAddress::parse("127.0.0.1"), server.port()},
                            planOf(bed), Deadline::in(scaled(Seconds(3))));
    REQUIRE_FALSE(seen.exchanges.empty());
    REQUIRE(seen.exchanges.back().failure);
    CHECK(seen.exchanges.back().failure->kind == FailureKind::Tls);
}

TEST_CASE("a server that closes, resets or falls silent after the handshake fails the visit, not the program")
{
    const TlsBed bed;
    const std::vector<std::pair<AfterHandshake, FailureKind>> endings{
        {AfterHandshake::Close, FailureKind::Closed},
        {AfterHandshake::CloseWithoutEnd, FailureKind::Closed},
        {AfterHandshake::Reset, FailureKind::Closed},
        {AfterHandshake::Silence, FailureKind::TimedOut},
    };
    for (const auto& [after, kind] : endings) {
        auto behaviour = bed.honest();
        behaviour.after = after;
        const TlsServer server(behaviour);
        TlsModule module;
        TcpDialer dialer(std::nullopt, &module);
        const auto seen = visit(dialer, "mail.example.org", Endpoint{*IpAddress::parse("127.0.0.1"), server.port()},
                                planOf(bed), Deadline::in(scaled(Seconds(1))));
        INFO("ending " << static_cast<int>(after));
        REQUIRE(seen.tls);
        CHECK(seen.tls->established());
        REQUIRE_FALSE(seen.exchanges.empty());
        REQUIRE(seen.exchanges.back().failure);
        CHECK(seen.exchanges.back().failure->kind == kind);
        for (const auto* plugin : {"check_smtp_banner", "check_smtp_send"}) {
            std::vector<std::string> argv{"-H", "127.0.0.1", "-p",         std::to_string(server.port()),
                                          "-t", scaled("1"), "--starttls", "--no-verify"};
            if (plugin == std::string("check_smtp_send")) {
                argv.insert(argv.end(), {"--to", "postmaster@example.org"});
            }
            const auto result = runCheck(plugin, argv);
            INFO(result.out);
            CHECK(result.exitStatus == 2);
            checkOutput(result);
            CHECK(findingsIn(result).front() == (kind == FailureKind::TimedOut ? "timed-out" : "connection-closed"));
        }
    }
}

TEST_CASE("the module shows its entry to the program, and nothing else")
{
    const auto symbols = run({"nm", "-D", "--defined-only", PLUGIN_DIR "/mpm_tls.so"});
    INFO(symbols.out << symbols.err);
    REQUIRE(symbols.lines().size() == 1);
    CHECK(symbols.firstLine().ends_with(" mpmTlsModule"));
}

TEST_CASE("without a provider a handshake is this machine's fault")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    TcpDialer dialer;
    const auto seen = visit(dialer, "mail.example.org", Endpoint{*IpAddress::parse("127.0.0.1"), server.port()},
                            planOf(bed), Deadline::in(scaled(Seconds(3))));
    REQUIRE(seen.tls);
    REQUIRE(seen.tls->failure);
    CHECK(seen.tls->failure->kind == FailureKind::LocalFault);
}

TEST_CASE("a check that was copied alone works where it speaks no TLS")
{
    const HostileSmtp server(honestDialogue());
    const auto result = CopiedCheck{}.on(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 0);
}

TEST_CASE("a check that was copied alone and is to speak TLS names the module and the package that has it")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    const CopiedCheck check;
    const auto result = check.on(server.port(), {"--starttls"});
    INFO(result.out);
    CHECK(result.exitStatus == 3);
    const auto line = result.firstLine();
    CHECK(line.find("no mpm_tls.so in " + check.folder.path().string() + ", the check's own folder, nor in ") !=
          std::string::npos);
    CHECK(line.find("nagios/plugins-mail, where the package monitoring-plugins-mail has it") != std::string::npos);
}

TEST_CASE("a check that was copied with its module speaks TLS")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    const CopiedCheck check;
    std::filesystem::copy_file(PLUGIN_DIR "/mpm_tls.so", check.folder / "mpm_tls.so");
    const auto result = check.on(server.port(), {"--starttls", "--no-verify"});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(result.out.find("TLSv1.3") != std::string::npos);
}

TEST_CASE("a module of another version, or that is none, is named and not used")
{
    const TlsBed bed;
    const TlsServer server(bed.honest());
    const CopiedCheck check;
    const auto module = check.folder / "mpm_tls.so";

    auto octets = contentOf(PLUGIN_DIR "/mpm_tls.so");
    const auto at = octets.find(std::string("\0", 1) + version + std::string("\0", 1));
    REQUIRE(at != std::string::npos);
    octets[at + 1] = '9';
    std::ofstream(module, std::ios::binary) << octets;
    auto line = check.on(server.port(), {"--starttls"}).firstLine();
    CHECK(line.find(module.string() + " is not of this check's version, " + version) != std::string::npos);

    std::ofstream(module, std::ios::binary) << "no module";
    line = check.on(server.port(), {"--starttls"}).firstLine();
    CHECK(line.find("TLS can't be loaded: " + module.string() + ": ") != std::string::npos);
}

TEST_CASE("files that change once they were looked at are this machine's fault, and no handshake goes on without them")
{
    const TlsBed bed;
    auto behaviour = bed.honest();
    behaviour.demandsClientCertificate = true;
    const TlsServer server(behaviour);
    TlsModule module;
    TcpDialer dialer(std::nullopt, &module);
    auto plan = planOf(bed);
    plan.tls->request.clientCertificate = bed.folder.write("client.pem", bed.pki.leaf().pem()).string();
    plan.tls->request.clientKey = bed.folder.write("key.pem", bed.pki.leaf().keyPem()).string();
    CHECK(module.faultOfFiles(plan.tls->request).find("does not belong to the certificate") != std::string::npos);
    const auto seen = visit(dialer, "mail.example.org", Endpoint{*IpAddress::parse("127.0.0.1"), server.port()}, plan,
                            Deadline::in(scaled(Seconds(3))));
    REQUIRE(seen.tls);
    REQUIRE(seen.tls->failure);
    CHECK(seen.tls->failure->kind == FailureKind::LocalFault);
    CHECK(seen.tls->failure->detail == "TLS can't be set up with the client certificate in '" +
                                           plan.tls->request.clientCertificate + "' and the key in '" +
                                           plan.tls->request.clientKey + "'");
}
