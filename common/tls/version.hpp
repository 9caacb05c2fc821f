// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mpm {

/// A version of TLS, by its number on the wire.
enum class TlsVersion : std::uint16_t {
    None = 0, ///< no session
    Tls10 = 0x0301,
    Tls11 = 0x0302,
    Tls12 = 0x0303,
    Tls13 = 0x0304,
};

/// "TLSv1.3"; "none".
std::string_view toString(TlsVersion version);

/// Reads `1.0`, `1.1`, `1.2` or `1.3`; nothing for any other text.
std::optional<TlsVersion> parseTlsVersion(std::string_view text);

/// The version before; None before TLS 1.0.
TlsVersion below(TlsVersion version);

} // namespace mpm
