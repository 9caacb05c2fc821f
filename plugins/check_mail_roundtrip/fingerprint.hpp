// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mpm::checkMailRoundtrip {

/// FNV-1a of 64 bits: tells texts apart; nobody has to be kept from making two alike.
class Fingerprint {
public:
    /// The text and where it ends, so that "ab", "c" is not "a", "bc".
    void add(std::string_view text);

    /// 16 hexadecimal digits.
    std::string toString() const;

private:
    std::uint64_t hash_ = 14695981039346656037ULL;
};

} // namespace mpm::checkMailRoundtrip
