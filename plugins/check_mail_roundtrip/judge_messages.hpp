// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/observation.hpp"
#include "check_mail_roundtrip/policy.hpp"

#include <vector>

namespace mpm::checkMailRoundtrip {

/// What became of the messages: missing, lost or bounced, and how those that arrived did.
std::vector<Finding> judgeMessages(const Observation& seen, const Policy& policy);

/// "INBOX of imaps://u@mail.example.com/", as sentences name the place of a message; safe to print.
std::string nameOf(const Place& place);

} // namespace mpm::checkMailRoundtrip
