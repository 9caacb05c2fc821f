// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/observations.hpp"
#include "dns/answer.hpp"
#include "io/findings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailAuth {

/// dns-failed, as this check finds it.
inline constexpr FindingKind recordUnanswered{
    hostFindings.dnsFailed.id,
    hostFindings.dnsFailed.status,
    "The DNS gave no usable answer for a record, so nobody knows what it says; WARNING for one record "
    "while others could be read.",
    "Check that the resolver answers (dig TXT NAME @SERVER) and that the zone's own name servers do.",
    hostFindings.dnsFailed.reference,
    cutsShort};

/// The rows of the table `records` in the observations for one question: `record` (spf, dkim, dmarc, tls-rpt, mta-sts,
/// bimi), `name`, `outcome` as in `DnsOutcome`, `text`, `ttl`, `dnssec`, `alias_of`, `server`; a row for each record,
/// or one row where there is none.
std::vector<Row> recordRows(std::string_view kind, const DnsAnswer& answer);

/// What to do where a question about a domain's records got no usable answer.
std::string remedyForSilence(RecordType type, const std::string& name);

/// dns-failed for a question that got no usable answer: its subject is the name, its message what the DNS said.
/// WARNING, since the other records can still be read; `judge` makes it CRITICAL where nothing could be asked.
Finding dnsFailed(const DnsAnswer& answer);

} // namespace mpm::checkMailAuth
