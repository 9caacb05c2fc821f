// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm::pasted {

/// A pasted text in UTF-8, with LF in place of CR where there is no LF at all, and plain blanks in place of other ones
/// (web pages have no-break spaces). UTF-16 is known by its mark of order, by its zeros, or by `charset`, the name that
/// a message gives it; octets that are no UTF-8 are read as Windows-1252. At most three times as long as the text;
/// never fails.
std::string asUtf8(std::string_view text, std::string_view charset = {});

} // namespace mpm::pasted
