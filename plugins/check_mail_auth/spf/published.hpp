// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mail_auth/spf/select.hpp"

#include <vector>

namespace mpm::checkMailAuth {

/// How a sound record is published: strings that were joined without a blank, the size of the answer, a record of the
/// obsolete type SPF (the answer for it, null where it was not asked for).
std::vector<Finding> judgePublished(const SpfSelection& own, const DnsAnswer* ofOldType);

} // namespace mpm::checkMailAuth
