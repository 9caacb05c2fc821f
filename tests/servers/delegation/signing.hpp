// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/delegation/zone_world.hpp"
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
