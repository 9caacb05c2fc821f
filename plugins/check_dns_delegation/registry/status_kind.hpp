// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mpm {

/// What a domain's status says, by stems: EPP's words (RFC 5731, RFC 3915) and those of the registries' own.
enum class StatusKind : std::uint8_t {
    Unknown,
    Good,     ///< it is registered, and nothing keeps it out of the DNS
    Held,     ///< taken out of the DNS, or about to be
    Deleting, ///< on the way to deletion
    Reserved, ///< nobody has it, and nobody may
    Free,
};

/// Of a status as registryStatus writes it: "client hold".
StatusKind statusKind(std::string_view status);

} // namespace mpm
