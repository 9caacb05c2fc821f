// SPDX-License-Identifier: GPL-3.0-or-later
// TLS that is loaded when it is asked for (docs/adr/0002-tls-on-demand.md).
#include "loopback/tls/tls_verdict.hpp"
#include "net/tcp_dialer.hpp"
#include "net/tls_module.hpp"
#include "support/timing.hpp"
#include "survey/visit.hpp"

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
