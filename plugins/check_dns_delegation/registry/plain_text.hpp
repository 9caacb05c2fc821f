// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm {

/// A text made comparable: in lower-case ASCII, letters without their accents, Cyrillic ones by sound ("Expiração" is
/// "expiracao", "января" is "yanvarya"), whatever else is not ASCII as "?". What it came in is found out: UTF-8, else
/// Windows-1251 or KOI8-R where letters above 127 stand together, else Latin-1. Lines stay lines. At most four times as
/// long as it was. The labels of .jp's Japanese records come out in English.
std::string plainText(std::string_view text);

} // namespace mpm
