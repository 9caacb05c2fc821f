// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "submission/digests.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mpm::fuzz {

/// No cryptography, but each input has an output of its own, which nobody guesses from its length.
class NoDigests : public Digests {
public:
    Secret sha256(std::string_view octets) override { return mixed("", octets); }
    Secret hmacSha256(std::string_view key, std::string_view octets) override { return mixed(key, octets); }
    Secret hmacMd5(std::string_view key, std::string_view octets) override { return mixed(key, octets); }
    Secret pbkdf2Sha256(std::string_view password, std::string_view salt, unsigned /*iterations*/) override
    {
        return mixed(password, salt);
    }

private:
    static Secret mixed(std::string_view key, std::string_view octets)
    {
        std::uint64_t state = 14695981039346656037U; // FNV-1a
        std::string digest;
        for (char round = 0; round < 32; ++round) {
            for (const auto part : {key, octets, std::string_view(&round, 1)}) {
                for (const char c : part) {
                    state = (state ^ static_cast<unsigned char>(c)) * 1099511628211U;
                }
            }
            digest += static_cast<char>(state >> 56U);
        }
        return Secret(digest);
    }
};

} // namespace mpm::fuzz
