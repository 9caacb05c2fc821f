// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/delegation/zone_world.hpp"
#include "support/hand_signer.hpp"
#include "support/zone_signer.hpp"

#include <functional>
#include <string>

namespace mpm::test {

inline const std::string zoneName = "shop.example";

/// The parts that a signed zone is made of.
struct Signing {
    ZoneSigner signer;
    std::string key = signer.newKey(zoneName);
    std::string other = signer.newKey(zoneName);

    std::string ds(const std::string& of, unsigned digest = 2) const { return "shop " + signer.ds(of, digest) + "\n"; }

    /// The world's zone signed with the key, and the key's DS at the parent.
    void sign(ZoneWorld& world, double expiresInDays = 28, double validInDays = -1)
    {
        world.delegation += ds(key);
        world.served = signer.sign(zoneName, world.zone(), {key}, expiresInDays, validInDays);
    }
};

/// Two operators sign the zone, each at a name server of its own, with keys of its own and a DS each (RFC 8901 section
/// 2.1.2). It is sound when each also publishes the other's zone-signing key.
inline std::function<void(ZoneWorld&)> twoSigners(bool publishOthers)
{
    return [=](ZoneWorld& world) {
        const auto key = [](unsigned flags) { return HandKey(zoneName, {.flags = flags}); };
        const std::vector<HandKey> entries{key(257), key(257)};
        const std::vector<HandKey> signers{key(256), key(256)};
        const auto sign = [&](std::size_t own) {
            auto published = publishOthers ? signers : std::vector<HandKey>{signers[own]};
            published.push_back(entries[own]);
            const auto plain = world.soa + world.names + world.addresses + world.more;
            return HandSigner::sign(zoneName, plain, {published, {entries[own]}, {signers[own]}});
        };
        world.delegation += "shop " + entries[0].ds() + "\nshop " + entries[1].ds() + "\n";
        world.served = sign(0);
        world.ownZone(ns2v4, ns2v6, sign(1));
    };
}

inline std::function<void(ZoneWorld&)> with(const std::function<void(ZoneWorld&, Signing&)>& change)
{
    return [=](ZoneWorld& world) {
        Signing signing;
        change(world, signing);
    };
}

/// The zone is signed well, then this happens.
inline std::function<void(ZoneWorld&)> signedThen(const std::function<void(ZoneWorld&, Signing&)>& change)
{
    return with([=](ZoneWorld& world, Signing& signing) {
        signing.sign(world);
        change(world, signing);
    });
}

inline std::function<void(ZoneWorld&)> signedFor(double expiresInDays, double validInDays = -1)
{
    return with([=](ZoneWorld& world, Signing& signing) { signing.sign(world, expiresInDays, validInDays); });
}

} // namespace mpm::test
