// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ldns/ldns.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mpm::test {

/// A key of a zone with whatever flags, protocol and algorithm number. What ldns can compute is real: RSA (5, 7, 8,
/// 10), ECDSA (13, 14), EdDSA (15, 16); of any other number it is an ECDSA key that calls itself so, as are its
/// signatures. Throws std::runtime_error when ldns can't.
class HandKey {
public:
    struct Kind {
        unsigned algorithm = 13;
        unsigned flags = 257;
        unsigned protocol = 3;
        unsigned bits = 2048; ///< of RSA
    };

    HandKey(const std::string& zone, const Kind& kind);

    std::uint16_t tag() const;

    /// "DNSKEY 257 3 13 ...", without owner.
    std::string dnskey() const;

    /// "DS 12345 13 2 ...", without owner; of digest types but 1, 2 and 4 the digest is of nothing.
    std::string ds(unsigned digestType = 2) const;

private:
    friend class HandSigner;

    std::shared_ptr<ldns_key> key_;
    std::shared_ptr<ldns_rr> record_;
    std::uint8_t algorithm_;
};

/// How a zone proves what is not there.
struct HandDenial {
    bool nsec3 = false; ///< else NSEC
    std::uint16_t iterations = 0;
    std::uint8_t flags = 0; ///< 1: opt-out
    std::uint8_t hash = 1;
    bool none = false;
};

/// Signs zones as a test wants them, right or wrong: which keys are published, which sign the keys, which all else.
class HandSigner {
public:
    struct Plan {
        std::vector<HandKey> published;
        std::vector<HandKey> keySigners;  ///< of the DNSKEY records
        std::vector<HandKey> zoneSigners; ///< of all other records
        HandDenial denial = {};
        double expiresInDays = 28;
        double validInDays = -1;
    };

    /// The master file, names in it relative to the zone, with keys, proofs and signatures.
    static std::string sign(const std::string& zone, const std::string& master, const Plan& plan);
};

} // namespace mpm::test
