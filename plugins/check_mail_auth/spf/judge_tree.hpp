// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mail_auth/spf/tree.hpp"
#include "dns/name.hpp"

#include <vector>

namespace mpm::checkMailAuth {

/// What makes receivers give up on a record or on one that it includes: several records, syntax, loops, too many
/// look-ups. Look-ups that failed are dns-failed.
std::vector<Finding> judgeTree(const SpfTree& tree, const DnsName& domain);

} // namespace mpm::checkMailAuth
