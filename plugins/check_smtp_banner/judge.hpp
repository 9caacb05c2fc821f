// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "check_smtp_banner/policy.hpp"
#include "survey/mail_hosts.hpp"

namespace mpm::checkSmtpBanner {

/// The findings and metrics of what was seen. Step metrics are the slowest address's.
Report judge(const MailHosts& seen, const Policy& policy);

} // namespace mpm::checkSmtpBanner
