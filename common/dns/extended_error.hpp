// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"

#include <cstdint>
#include <string>

namespace mpm {

/// Why a server failed, in its own words (RFC 8914).
struct ExtendedError {
    std::uint16_t code = 0;
    PeerText text;

    /// "EDE 7 (signature expired): validation failure ...", safe to print.
    std::string toString() const;

    /// The resolver found the data forged or wrongly signed: codes 5 to 12 and 25.
    bool isBogus() const;
};

} // namespace mpm
