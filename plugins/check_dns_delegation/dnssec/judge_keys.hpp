// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/dnssec/chain.hpp"

#include <vector>

namespace mpm::checkDnsDelegation {

/// Does every server have the keys that sign at the others? Servers of several signers have different sets (RFC 8901
/// section 2.1), each with what validates all answers; what a key signs that validators don't need counts for nothing.
std::vector<Finding> judgeKeySets(const Assessment& assessment, const Chains& chains);

/// Algorithms that nobody may sign with any more or that validators don't use, and RSA keys too short.
std::vector<Finding> judgeAlgorithms(const Assessment& assessment, const Chains& chains);

} // namespace mpm::checkDnsDelegation
