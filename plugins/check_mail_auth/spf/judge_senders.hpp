// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/part.hpp"
#include "check_mail_auth/spf/tree.hpp"
#include "check_mail_auth/target.hpp"

namespace mpm::checkMailAuth {

/// What receivers make of each --sender: the table `spf_senders`, and spf-sender-refused for every result but pass.
Part judgeSenders(const Target& target, const SpfTree& tree, SpfRecords& records);

} // namespace mpm::checkMailAuth
