// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailAuth {

/// What a verifier makes of the text at a selector (RFC 6376 section 3.6.1, RFC 8301, RFC 8463).
struct KeyRecord {
    enum class State : std::uint8_t { Usable, Revoked, Broken };
    State state = State::Usable;
    std::string type;     ///< "rsa", "ed25519", or the word of k= as it stands, safe to print
    unsigned bits = 0;    ///< of RSA the modulus, of Ed25519 256; 0: unknown
    bool testing = false; ///< t=y
    bool strict = false;  ///< t=s
    std::string fault;    ///< Broken: what is wrong; safe to print
    std::string remedy;   ///< Broken: where the cause is known
    std::string mended;   ///< Broken: the text as it was probably meant; empty: unknown. Octets of a stranger
};

KeyRecord readKeyRecord(std::string_view text);

} // namespace mpm::checkMailAuth
