// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/dane.hpp"

#include <algorithm>

namespace mpm {

TlsaUsability usabilityOf(const TlsaRecord& record)
{
    if (record.usage <= 1) {
        return TlsaUsability::PkixUsage;
    }
    if (record.usage > 3 || record.selector > 1 || record.matching > 2) {
        return TlsaUsability::Unassigned;
    }
    const std::size_t digest = record.matching == 1 ? 32 : 64;
    const bool sound = record.matching == 0 ? !record.data.empty() : record.data.size() == digest;
    return sound ? TlsaUsability::Usable : TlsaUsability::WrongLength;
}

std::string_view explain(TlsaUsability usability)
{
    switch (usability) {
    case TlsaUsability::Usable: return "";
    case TlsaUsability::PkixUsage: return "usages 0 and 1 are not usable for SMTP";
    case TlsaUsability::Unassigned: return "its usage, selector or matching type is not assigned";
    case TlsaUsability::WrongLength: return "its data is not as long as its matching type demands";
    }
    return "";
}

bool DaneFacts::anyUsable() const
{
    return std::any_of(records.begin(), records.end(),
                       [](const TlsaResult& result) { return result.usability == TlsaUsability::Usable; });
}

bool DaneFacts::heldBack() const
{
    return !authenticated &&
           std::any_of(records.begin(), records.end(), [](const TlsaResult& result) { return result.heldBack; });
}

} // namespace mpm
