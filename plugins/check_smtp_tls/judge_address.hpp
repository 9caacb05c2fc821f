// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_tls/observation.hpp"
#include "check_smtp_tls/policy.hpp"
#include "survey/judge_mail_hosts.hpp"

namespace mpm::checkSmtpTls {

/// One address as a part that others can stand in for, with what else was tried there.
JudgedAddress judgeAddress(const SmtpVisit& visit, const Tries& tries, const Policy& policy);

} // namespace mpm::checkSmtpTls
