// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm::pasted {

/// A part's body as it reads: quoted-printable and base64 (RFC 2045 section 6) are decoded, leniently; any other
/// encoding leaves it as it is. Never longer than the body.
std::string decoded(std::string_view body, std::string_view encoding);

/// HTML as plain text: a line for each block, without tags, scripts and styles; the usual entities are read.
/// Never longer than the text.
std::string withoutMarkup(std::string_view html);

} // namespace mpm::pasted
