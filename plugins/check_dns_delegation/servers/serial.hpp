// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace mpm {

/// Whether serial `a` comes after `b` in the circle of RFC 1982 section 3.2. False where the two are
/// exactly opposite, which the RFC leaves undefined.
bool isNewerSerial(std::uint32_t a, std::uint32_t b);

/// The newest of them; of opposites the first. Not for an empty list.
std::uint32_t newestSerial(const std::vector<std::uint32_t>& serials);

/// How far the oldest lies behind the newest; 0 for fewer than two.
std::uint32_t serialSpread(const std::vector<std::uint32_t>& serials);

} // namespace mpm
