// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mpm::checkMailAuth {

/// An RSA key as verifiers count it.
struct RsaKey {
    unsigned bits = 0; ///< of the modulus
};

/// Why octets are no RSA key that verifiers can use; safe to print.
struct KeyFault {
    enum class Kind : std::uint8_t {
        Truncated,  ///< more was announced than is there
        PrivateKey, ///< the secret half is published
        Bare,       ///< RSAPublicKey without SubjectPublicKeyInfo around it
        OtherAlgorithm,
        Garbage,
    };
    Kind kind = Kind::Garbage;
    std::string sentence;
};

/// Reads the DER octets of p= (RFC 6376 section 3.6.1 with erratum 3017: a SubjectPublicKeyInfo). Only what stands
/// around the modulus is read, a few lengths, which does without the TLS library that no other part of this check
/// needs.
std::variant<RsaKey, KeyFault> readRsaKey(std::string_view der);

} // namespace mpm::checkMailAuth
