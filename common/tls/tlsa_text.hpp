// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// "3 1 1 2F5B...", safe to print, the data cut where it is long.
std::string toString(const TlsaRecord& record);

/// All of it, as zone files have it.
std::string toText(const TlsaRecord& record);

/// Reads `U S M DATA` as zone files have it, DATA in hexadecimal with blanks allowed.
/// Throws UsageError that quotes the text.
TlsaRecord parseTlsa(std::string_view text);

} // namespace mpm
