// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/reply.hpp"

#include <string>

namespace mpm {

/// The name under which the server's log knows the message, from its reply to the end of the data: what
/// Postfix, Exim, Sendmail, OpenSMTPD, Exchange, Dovecot, qmail, Courier, Gmail and their kin say. Safe to
/// print, 3 to 100 characters; empty when the reply names none. No standard says where it stands (RFC 5321 section
/// 4.2 leaves the text to the server), so a word that looks like one is taken.
std::string queueIdOf(const Reply& reply);

} // namespace mpm
