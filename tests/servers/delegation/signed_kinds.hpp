// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/delegation/zone_world.hpp"
#include "support/hand_signer.hpp"

#include <array>
#include <string>
#include <vector>

namespace mpm::test {

/// A zone below `example.` on two name servers with an address each, signed in one way or another.
struct SignedKind {
    std::string name;
    std::string delegation;             ///< its DS records in `example.`
    std::array<std::string, 2> masters; ///< of each server
    Quirks quirks = {};                 ///< of both
    std::string place = {};             ///< the middle of its addresses

    bool isStricter = false; ///< validators take it, and the check does not, on purpose

    std::string address(int server) const { return (server == 0 ? "23." : "24.") + place + ".1"; }
};

/// Every way there is to sign a zone, right or wrong; each by itself.
std::vector<SignedKind> signedKinds();

} // namespace mpm::test
