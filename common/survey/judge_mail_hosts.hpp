// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/redundancy.hpp"
#include "survey/mail_hosts.hpp"
#include "tls/dane_lookup.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// One address as a part that others can stand in for.
struct JudgedAddress {
    RedundantPart part;
    bool takesMail = true; ///< whether mail could be delivered there, whatever else is wrong
};

/// What is wrong with a host as a whole, told once, whatever its addresses are like.
struct HostFault {
    Finding finding;
    bool stopsMail = false; ///< then none of its addresses works
};

/// What a check makes of hosts, beside what is the same in each.
struct HostRules {
    Status timeoutStatus = Status::Critical;
    DaneDemand dane = DaneDemand::Required;
    std::function<JudgedAddress(const AddressSeen&)> judgeAddress; ///< its `visit` is there
    std::function<std::optional<HostFault>(const HostSeen&)> judgeHost = [](const HostSeen&) { return std::nullopt; };
};

/// MX records, look-ups, TLSA, every address in the light of the others, what is not global, what was left out.
std::vector<Finding> judgeMailHosts(const MailHosts& seen, const HostRules& rules);

/// Where a domain's mail goes, as in judge_mx.hpp, and where DANE is demanded whether that could be forged. Nothing of
/// a host that the user named.
std::vector<Finding> judgeMxRecords(const MailHosts& seen, DaneDemand dane, Status timeoutStatus);

/// Each address of an exchange that the Internet can't reach: WARNING, and CRITICAL when no global one that takes mail
/// is left. Nothing of a host that the user named.
std::vector<Finding> judgeReachability(const MailHosts& seen, const std::function<bool(const AddressSeen&)>& takesMail);

/// A visit to an address for which nobody on the Internet has a way, and to which this machine got no connection
/// either: that is one fault and not two. The machine's own loopback addresses are not among them.
bool isOutOfTheWorld(const SmtpVisit& visit);
bool isOutOfTheWorld(const AddressSeen& address);

/// What is said of an address that is not global, and what this machine met there: "is not reachable from the Internet:
/// private, RFC 1918; from here: connection refused".
std::string outOfTheWorld(const AddressSeen& address);

/// Exchanges of the domain, and addresses of each host, that this run did not look at.
std::vector<Finding> judgeLeftOut(const MailHosts& seen);

/// An MX record that holds an address: no sender visits it.
Finding judgeLiteral(const std::string& subject);

/// mx-unresolvable. The zone is to blame only where the DNS says that there is nothing; the remedy tells who is.
Finding judgeUnresolvable(const HostSeen& host, const std::string& subject, const std::string& message);

/// What to do where a name has no address of the one family that the user let be asked for; empty elsewhere: then the
/// option, and not the zone, may be what is wrong.
std::string remedyForOneFamily(const HostSeen& host);

/// What failed beside the addresses that are there: "its AAAA look-up failed: SERVFAIL from 192.0.2.53".
std::string failureOfOtherFamily(const HostSeen& host);

/// The TLSA records of a host; nothing where these are in order or were not asked for.
std::optional<Finding> judgeTlsa(const HostSeen& host, DaneDemand demand, Status timeoutStatus);

/// Nothing that keeps mail away: no CRITICAL, no UNKNOWN, no time-out.
bool letsMailThrough(const std::vector<Finding>& findings);

} // namespace mpm
