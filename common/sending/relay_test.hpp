// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "sending/delivery.hpp"
#include "smtp/session.hpp"

#include <functional>
#include <vector>

namespace mpm::sending {

/// What is said on a connection once it is open; the exchanges are its visit's.
using Talk = std::function<void(SmtpSession&, std::vector<Exchange>&)>;

/// One more connection to the same address, opened as the first was; `Talk` is called if that succeeds. Several may be
/// asked for at the same time.
using Reconnect = std::function<SmtpVisit(const Talk&)>;

/// MAIL FROM and RCPT TO of each relay attempt, with RSET between them; never DATA. A server that hangs up after it has
/// answered is called again; one that takes so long that the time would not do is called on several connections at
/// once. An attempt that a connection's end swallowed is made once more, first on a connection of its own; so is one
/// that was accepted behind others, since the answer may have been another's.
void testRelay(SmtpSession& session, const Plan& plan, Delivery& delivery, const Reconnect& reconnect,
               Deadline deadline);

} // namespace mpm::sending
