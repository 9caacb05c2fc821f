// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/fingerprint.hpp"

#include <array>
#include <cstdio>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::uint64_t prime = 1099511628211ULL;
constexpr std::uint64_t beyondOctets = 256; ///< no octet of a text

} // namespace

void Fingerprint::add(std::string_view text)
{
    for (const char c : text) {
        hash_ = (hash_ ^ static_cast<unsigned char>(c)) * prime;
    }
    hash_ = (hash_ ^ beyondOctets) * prime;
}

std::string Fingerprint::toString() const
{
    std::array<char, 17> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash_));
    return digits.data();
}

} // namespace mpm::checkMailRoundtrip
