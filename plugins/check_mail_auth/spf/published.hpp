// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_mail_auth/spf/select.hpp"

#include <vector>

namespace mpm::checkMailAuth {

/// How a sound record is published: strings that were joined without a blank, the size of the answer, a record of the
/// obsolete type SPF (the answer for it, null where it was not asked for).
std::vector<Finding> judgePublished(const SpfSelection& own, const DnsAnswer* ofOldType);

/// The record with blanks where its strings meet, of one that can't be read as they are joined (RFC 7208 section 3.3);
/// empty where that does not make it one that can be read.
std::string joinedWithBlanks(const SpfSelection& own);

} // namespace mpm::checkMailAuth
