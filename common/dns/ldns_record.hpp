// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"
#include "dns/wire.hpp"

#include <string_view>

namespace mpm {

/// Decodes one record of a type in `RecordType`, by ldns. `place` must come from `walkRecords` of
/// the same message: ldns aborts the process over octets that `walkRecords` turns away. Throws
/// MalformedMessage when ldns can't read it all the same.
DnsRecord decodeRecord(std::string_view message, const WireRecord& place);

} // namespace mpm
