// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/ldns_set.hpp"

#include <new>

namespace mpm {

LdnsRecordPtr toLdns(const DnsRecord& record)
{
    const auto octets = record.wire();
    std::size_t at = 0;
    ldns_rr* raw = nullptr;
    const auto status = ldns_wire2rr(&raw, reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size(), &at,
                                     LDNS_SECTION_ANSWER);
    return LdnsRecordPtr(status == LDNS_STATUS_OK ? raw : nullptr);
}

LdnsList toLdns(const std::vector<DnsRecord>& records)
{
    LdnsList list(ldns_rr_list_new());
    if (!list) {
        throw std::bad_alloc();
    }
    for (const auto& record : records) {
        if (auto copy = toLdns(record)) {
            ldns_rr_list_push_rr(list.get(), copy.release());
        }
    }
    return list;
}

} // namespace mpm
