// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/metric.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <optional>
#include <vector>

/// The parts of the judgement, each about one question. None says what follows from another's finding.
namespace mpm::checkDnsDelegation {

/// Did the way from the root arrive? A finding here is the only one of the run.
std::optional<Finding> judgeWalk(const Observation& seen, const Policy& policy);

/// Do the parent's and the zone's NS records agree with each other and with what is expected?
std::vector<Finding> judgeNsSets(const Assessment& assessment);

/// Has every name server a name and addresses that work, in more than one place?
std::vector<Finding> judgeNames(const Assessment& assessment);
std::vector<Finding> judgeNetworks(const Assessment& assessment);

/// Does the parent's glue say what the zone says?
std::vector<Finding> judgeGlue(const Assessment& assessment);

/// Does every address serve the zone?
std::vector<Finding> judgeService(const Assessment& assessment);

/// Do those that serve it keep to the protocol: TCP, EDNS, all types of questions, no recursion?
std::vector<Finding> judgeProtocol(const Assessment& assessment);

/// Do all of them serve the same version, with sound timers?
std::vector<Finding> judgeSoa(const Assessment& assessment);

/// The chain from the parent's DS to the zone's signatures.
struct DnssecVerdict {
    std::vector<Finding> findings;
    bool isSigned = false;
    bool hasDs = false;
    std::optional<double> rrsigDays; ///< until the first of the signatures expires, below zero for one that has
};
DnssecVerdict judgeDnssec(const Assessment& assessment);
Metric rrsigDaysMetric(double days, const Policy& policy);

/// Does what the zone asks of its parent by CDS and CDNSKEY make sense?
std::vector<Finding> judgeCds(const Assessment& assessment, const std::vector<DsRecord>& ds);

/// Does the registry say the same as the parent zone, and for how long?
std::vector<Finding> judgeRegistry(const Observation& seen);
std::optional<Metric> domainDays(const Observation& seen);

/// "; the registry has it on hold (client hold)": why nobody finds a zone; empty where it is not on hold.
std::string heldBack(const Observation& seen);

/// ", registered for 77 more days (asked 5 hours ago)" for line 1, with the registrar's server where that says so;
/// empty where the registry does not say.
std::string registeredFor(const Observation& seen);

/// How far the oldest serial is behind.
std::uint32_t serialSpreadOf(const Assessment& assessment);

/// The DS records that the parent's servers have, each once; nothing when none of them says.
std::optional<std::vector<DsRecord>> parentDs(const Observation& seen);

/// The zone's own NS records, of all servers together.
std::vector<DnsName> childNames(const Assessment& assessment);

/// The command that shows what a server of the parent says: `dig +norec @192.0.2.1 example.org NS`.
std::string digParent(const Observation& seen, const std::string& type);

/// "ns1.example.org, ns2.example.org and 7 more", for sentences; "nothing" without any.
std::string listed(const std::vector<std::string>& names);

/// Where the glue of a name server is wrong, so that what this address does follows from it.
bool isStrayGlue(const Observation& seen, const IpAddress& address);

/// Whether what an address that serves nothing does follows from another finding, which tells it: wrong glue,
/// or an address that is not global while none of those that aren't serves the zone from here.
bool isExplained(const Assessment& assessment, const IpAddress& address);

/// Nobody serves the zone, all the addresses are not global, and none of them gives any answer.
bool isNobodyAsAddressesAreNotGlobal(const Assessment& assessment);

} // namespace mpm::checkDnsDelegation
