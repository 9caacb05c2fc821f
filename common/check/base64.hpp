// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// RFC 4648 section 4, padded, without line breaks.
std::string encodeBase64(std::string_view octets);

/// Nothing for text that is not base64, whitespace included: SASL has none (RFC 4954 section 4).
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace mpm
