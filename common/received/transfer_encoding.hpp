// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm {

/// A part's body as it reads: quoted-printable and base64 (RFC 2045 section 6) are decoded, leniently; any other
/// encoding leaves it as it is. Never longer than the body.
std::string decodedBody(std::string_view body, std::string_view encoding);

} // namespace mpm
