// SPDX-License-Identifier: GPL-3.0-or-later
// DANE with a signed zone behind a validating Unbound.
#include "support/catch.hpp"
#include "support/dns_servers.hpp"
#include "support/plugin.hpp"
#include "support/timing.hpp"
#include "support/tls_server.hpp"
#include "support/zone_signer.hpp"

using namespace mpm::test;

namespace {

const DnsZone root{".", "@ SOA ns.root hostmaster.root 1 7200 900 1209600 300\n@ NS ns.root\nns.root A 127.0.0.1\n"};

/// A TLSA record as a zone file has it: its data is in the text's fourth place.
std::string tlsaLine(const std::string& owner, std::uint16_t port, const std::string& text)
{
    return "_" + std::to_string(port) + "._tcp." + owner + " TLSA " + text + "\n";
}

/// mail and alias in signed.lab, plain in plain.lab, which is not signed; the same server behind each of them.
class DaneWorld {
public:
    explicit DaneWorld(const std::string& tlsa, Signatures signatures = Signatures::Good)
        : server_({.chain = {certificate_}}), records_(tlsa.empty() ? certificate_.tlsa(3, 1, 1) : tlsa),
          signed_(signZone({"signed.lab", zoneHead() + "mail A 127.0.0.1\nalias CNAME mail\nbare A 127.0.0.1\n" +
                                              tlsaLine("mail", server_.port(), records_)},
                           signatures)),
          authority_(startNsd(
              {root,
               signed_.zone,
               {"plain.lab", zoneHead() + "mail A 127.0.0.1\n" + tlsaLine("mail", server_.port(), records_)}})),
          resolver_(startUnbound({{".", authority_.endpoint()},
                                  {"signed.lab", authority_.endpoint()},
                                  {"plain.lab", authority_.endpoint()}},
                                 {signed_.trustAnchor}))
    {
    }

    ProcessResult check(const std::string& host) const
    {
        const auto resolver = resolver_.endpoint();
        return runCheck("check_smtp_tls",
                        {"-H", host, "-p", std::to_string(server_.port()), "--dane", "-t", scaled("5"), "--resolver",
                         resolver.address.toString() + ":" + std::to_string(resolver.port)});
    }

private:
    TestCertificate certificate_{{.commonName = "alone", .names = {"DNS:nobody.example"}}};
    TlsServer server_;
    std::string records_;
    SignedZone signed_;
    DnsDaemon authority_;
    DnsDaemon resolver_;
};

void expect(const ProcessResult& result, int status, const std::string& text)
{
    INFO(result.out);
    CHECK(result.exitStatus == status);
    CHECK(result.out.find(text) != std::string::npos);
}

} // namespace

TEST_CASE("a self-signed certificate is OK by its TLSA record in a signed zone, also through an alias")
{
    const DaneWorld world("");
    expect(world.check("mail.signed.lab"), 0, ", DANE");
    expect(world.check("alias.signed.lab"), 0, ", DANE");
}

TEST_CASE("a record for another key in a signed zone is CRITICAL")
{
    const DaneWorld world("3 1 1 " + std::string(64, '0'));
    expect(world.check("mail.signed.lab"), 2, "[CRITICAL] dane-mismatch mail.signed.lab");
}

TEST_CASE("a zone that is not signed secures nothing, and a name without a record has no DANE")
{
    const DaneWorld world("");
    expect(world.check("mail.plain.lab"), 2, "[CRITICAL] dane-insecure mail.plain.lab");
    expect(world.check("bare.signed.lab"), 2, "[CRITICAL] dane-missing bare.signed.lab");
}

TEST_CASE("a zone with expired signatures is bogus: its hosts are not even found")
{
    const DaneWorld world("", Signatures::Expired);
    const auto result = world.check("mail.signed.lab");
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(result.out.find("dns-failed") != std::string::npos);
}
