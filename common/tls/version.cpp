// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/version.hpp"

namespace mpm {

std::string_view toString(TlsVersion version)
{
    switch (version) {
    case TlsVersion::None: return "none";
    case TlsVersion::Tls10: return "TLSv1.0";
    case TlsVersion::Tls11: return "TLSv1.1";
    case TlsVersion::Tls12: return "TLSv1.2";
    case TlsVersion::Tls13: return "TLSv1.3";
    }
    return "none";
}

std::optional<TlsVersion> parseTlsVersion(std::string_view text)
{
    for (const auto version : {TlsVersion::Tls10, TlsVersion::Tls11, TlsVersion::Tls12, TlsVersion::Tls13}) {
        if (toString(version).substr(4) == text) {
            return version;
        }
    }
    return std::nullopt;
}

TlsVersion below(TlsVersion version)
{
    return version <= TlsVersion::Tls10 ? TlsVersion::None
                                        : static_cast<TlsVersion>(static_cast<std::uint16_t>(version) - 1);
}

} // namespace mpm
