// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/lookup.hpp"
#include "net/dns_client.hpp"
#include "support/catch.hpp"
#include "support/dns_lab.hpp"
#include "support/dns_servers.hpp"
#include "support/timing.hpp"
#include "support/zone_signer.hpp"

using namespace mpm;
using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const DnsZone root{".", "@ SOA ns.root hostmaster.root 1 7200 900 1209600 300\n@ NS ns.root\nns.root A 127.0.0.1\n"};

/// Zones that are sound, signed, signed with expired signatures, and served by a lame server, behind Unbound.
class ResolverWorld {
public:
    ResolverWorld()
        : good_(signZone({"good.lab", zoneHead() + "@ MX 10 mx1\nmx1 A 192.0.2.1\n"})),
          stale_(signZone({"stale.lab", zoneHead() + "@ MX 10 mx1\nmx1 A 192.0.2.1\n"}, Signatures::Expired)),
          authority_(
              startNsd({root,
                        {"plain.lab", zoneHead() + "@ MX 10 mx1.good.lab.\nmx1 A 192.0.2.9\nmx1 AAAA 2001:db8::9\n"
                                                   "away CNAME mx1.good.lab.\nloop CNAME loop\n"},
                        good_.zone,
                        stale_.zone})),
          resolver_(startUnbound({{".", authority_.endpoint()},
                                  {"plain.lab", authority_.endpoint()},
                                  {"good.lab", authority_.endpoint()},
                                  {"stale.lab", authority_.endpoint()},
                                  {"lame.lab", lame_.endpoint()}},
                                 {good_.trustAnchor, stale_.trustAnchor})),
          client_(configure(resolver_.endpoint()))
    {
    }

    DnsClient& dns() { return client_; }

    DnsAnswer ask(const std::string& name, RecordType type)
    {
        return client_.ask(DnsQuestion{DnsName::parse(name), type}, Deadline::in(scaled(Seconds(10))));
    }

private:
    static DnsClientConfig configure(const Endpoint& resolver)
    {
        DnsClientConfig config;
        config.servers = {resolver};
        config.timeout = Seconds(5);
        return config;
    }

    SignedZone good_;
    SignedZone stale_;
    FakeDns lame_{[](const FakeDnsQuery& q) { return packetFor(q, DnsReply(q.octets).rcode(5).octets()); }};
    DnsDaemon authority_;
    DnsDaemon resolver_;
    DnsClient client_;
};

} // namespace

TEST_CASE("Through Unbound, every outcome is told for what it is")
{
    ResolverWorld world;

    const auto plain = world.ask("plain.lab", RecordType::Mx);
    CHECK(plain.outcome == DnsOutcome::Answered);
    CHECK_FALSE(plain.message.authenticData);
    CHECK(plain.message.recursionAvailable);
    CHECK(plain.oddities.empty());

    const auto secure = world.ask("good.lab", RecordType::Mx);
    CHECK(secure.outcome == DnsOutcome::Answered);
    CHECK(secure.message.authenticData);
    CHECK(secure.values<MxRecord>().size() == 1);

    const auto denied = world.ask("nosuch.good.lab", RecordType::A);
    CHECK(denied.outcome == DnsOutcome::NoSuchName);
    CHECK(denied.message.authenticData);

    const auto bogus = world.ask("stale.lab", RecordType::Mx);
    CHECK(bogus.outcome == DnsOutcome::Bogus);
    CHECK_THAT(bogus.detail, ContainsSubstring("DNSSEC validation failed") && ContainsSubstring("EDE "));

    const auto alias = world.ask("away.plain.lab", RecordType::A);
    CHECK(alias.outcome == DnsOutcome::Answered);
    CHECK(alias.finalName() == DnsName::parse("mx1.good.lab"));

    CHECK(world.ask("plain.lab", RecordType::Aaaa).outcome == DnsOutcome::NoData);
    CHECK(world.ask("nosuch.lab", RecordType::A).outcome == DnsOutcome::NoSuchName);

    const auto lame = world.ask("lame.lab", RecordType::Mx);
    CHECK(lame.outcome == DnsOutcome::ServFail);
    CHECK_THAT(lame.detail, ContainsSubstring("SERVFAIL for lame.lab MX from [127.0.0.1]:"));
}

TEST_CASE("Host names and addresses are resolved through Unbound")
{
    ResolverWorld world;
    DnsResolver resolver(world.dns());
    const auto found = resolver.addresses("mx1.plain.lab", FamilyChoice::Any, Deadline::in(scaled(Seconds(5))));
    REQUIRE(found.addresses.size() == 2);
    CHECK(found.addresses[0].toString() == "2001:db8::9");
    CHECK_FALSE(found.failure);
    const auto failed = resolver.addresses("mx1.stale.lab", FamilyChoice::Any, Deadline::in(scaled(Seconds(5))));
    REQUIRE(failed.failure);
    CHECK(failed.failure->kind == FailureKind::DnsFailure);
    CHECK(resolver.pointers(*IpAddress::parse("198.51.100.1"), Deadline::in(scaled(Seconds(5)))).failure->kind ==
          FailureKind::NoSuchName);
}
