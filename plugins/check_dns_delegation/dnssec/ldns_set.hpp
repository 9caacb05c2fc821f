// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"

#include <ldns/ldns.h>

#include <memory>
#include <vector>

namespace mpm {

struct LdnsRecordFree {
    void operator()(ldns_rr* record) const { ldns_rr_free(record); }
};
using LdnsRecordPtr = std::unique_ptr<ldns_rr, LdnsRecordFree>;

struct LdnsListFree {
    void operator()(ldns_rr_list* list) const { ldns_rr_list_deep_free(list); }
};
using LdnsList = std::unique_ptr<ldns_rr_list, LdnsListFree>;

/// A record as ldns has it; null when ldns can't read it.
LdnsRecordPtr toLdns(const DnsRecord& record);

/// The records as a list of copies; those that ldns can't read are left out.
LdnsList toLdns(const std::vector<DnsRecord>& records);

} // namespace mpm
