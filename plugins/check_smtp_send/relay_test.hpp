// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_smtp_send/delivery.hpp"
#include "smtp/session.hpp"

namespace mpm::checkSmtpSend {

/// MAIL FROM and RCPT TO of each relay attempt, with RSET between them; never DATA.
void testRelay(SmtpSession& session, const Plan& plan, Delivery& delivery);

} // namespace mpm::checkSmtpSend
