// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sending/delivery.hpp"
#include "smtp/session.hpp"

namespace mpm::sending {

/// MAIL FROM, RCPT TO, and the message by DATA or BDAT, as far as plan and server let it.
void transact(SmtpSession& session, const Plan& plan, Delivery& delivery);

/// Keeps the answer to RSET, if there is one and it is wrong, as the delivery's fault.
void keepFault(std::optional<Exchange> reset, Delivery& delivery);

} // namespace mpm::sending
