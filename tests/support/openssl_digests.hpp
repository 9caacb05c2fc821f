// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "submission/digests.hpp"

namespace mpm::test {

/// OpenSSL's, for tests that link no net.
class OpensslDigests : public Digests {
public:
    Secret sha256(std::string_view octets) override;
    Secret hmacSha256(std::string_view key, std::string_view octets) override;
    Secret hmacMd5(std::string_view key, std::string_view octets) override;
    Secret pbkdf2Sha256(std::string_view password, std::string_view salt, unsigned iterations) override;
};

} // namespace mpm::test
