// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "check/report.hpp"
#include "survey/mail_hosts.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace mpm {

/// The visit as rows of the tables "addresses", "capabilities" and "replies"; what it saw of TLS as rows of "tls",
/// "certificates", "verify_errors" and "tlsa", which a visit without a handshake has none of.
void describeVisit(const SmtpVisit& visit, Observations& observations);

/// Every line of the replies that matter, as the server sent it, behind the visit's name and step: those to commands
/// that the user asked for, else the greeting, what became of a message, and every reply that is no consent.
std::vector<std::string> repliesOf(const std::vector<const SmtpVisit*>& visits);

/// The parts of a report that somebody will see, of these visits.
void tell(Report& report, const ReportParts& parts, const std::vector<const SmtpVisit*>& visits,
          const std::function<Observations()>& observations);

/// The columns "ptr" and "ptr_confirmed"; none where nobody asked.
Row columnsOf(const std::optional<ReverseDns>& reverse);

/// The facts "target" and "resolve"; these tables, in this order, rows or not; a row of "hosts" for each host; the
/// visits as above, with the columns of reverse names.
Observations describe(const MailHosts& seen, const std::vector<std::string_view>& tables,
                      const std::function<Row(const HostSeen&)>& rowOf);

} // namespace mpm
