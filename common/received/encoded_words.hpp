// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm {

/// A field's text with its encoded words (RFC 2047) decoded, and without the blanks between two of them; their octets
/// stay in whatever character set they are. What is no encoded word stays as it is. Never longer than the text.
std::string withoutEncodedWords(std::string_view text);

} // namespace mpm
