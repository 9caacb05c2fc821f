// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/connection.hpp"
#include "retrieval/imap_session.hpp"

#include <optional>
#include <string>

namespace mpm {

/// What an exchange that did not end with OK means; nothing for one that did.
std::optional<RetrievalFailure> failureOf(const ImapExchange& exchange);

/// How far the way to a session that is logged in went.
struct ImapOpening {
    std::optional<RetrievalFailure> failure;
    std::string login; ///< by what: a mechanism's name, "LOGIN", "PREAUTH"; empty: it did not come to that
};

/// From the greeting to the login: TLS as the URL says, which must be trusted before a secret is sent. A server that
/// says PREAUTH in the clear, where STARTTLS can no longer be asked for, is left.
ImapOpening openSession(ImapSession& session, const RetrievalPlan& plan, Digests& digests);

} // namespace mpm
