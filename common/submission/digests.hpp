// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/secret.hpp"

#include <string_view>

namespace mpm {

/// The cryptography that SASL needs, over octets. Results can be as good as the password, and nothing of either may be
/// left in memory. Real: a library's; the core has none of its own.
class Digests {
public:
    Digests() = default;
    Digests(const Digests&) = delete;
    Digests& operator=(const Digests&) = delete;
    virtual ~Digests() = default;

    virtual Secret sha256(std::string_view octets) = 0;
    virtual Secret hmacSha256(std::string_view key, std::string_view octets) = 0;
    virtual Secret hmacMd5(std::string_view key, std::string_view octets) = 0;

    /// PBKDF2 (RFC 8018) with HMAC-SHA-256: 32 octets, Hi() of RFC 5802. Takes time: the caller bounds the
    /// iterations.
    virtual Secret pbkdf2Sha256(std::string_view password, std::string_view salt, unsigned iterations) = 0;
};

} // namespace mpm
