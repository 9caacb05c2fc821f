// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/dnssec/chain.hpp"

#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// Of a signed zone for which no parent shows a DS: that there is none, or that nobody knows.
std::vector<Finding> judgeAbsentDs(const Assessment& assessment, const Chains& chains);

/// Is the parent's DS set what --expect-ds wants?
std::vector<Finding> judgeExpectedDs(const Assessment& assessment, const std::vector<DsRecord>& ds);

/// No DS of the set is usable: the zone counts as unsigned, and nothing else is to be said of its signatures.
Finding unusableDs(const Assessment& assessment, const std::vector<DsRecord>& ds, const Chains& chains);

/// DS that lead nowhere or to a revoked key beside one that leads on, and digests that are given up. `ds` are the
/// usable ones.
std::vector<Finding> judgeDsSet(const Assessment& assessment, const std::vector<DsRecord>& ds, const Chains& chains);

/// "The DS to enter: 12345 13 2 ABCDEF.", for remedies; empty where no server has a key that signs its DNSKEY set
/// soundly.
std::string dsToEnter(const Chains& chains);

} // namespace mpm::checkDnsDelegation
