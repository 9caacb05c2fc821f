// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/connection.hpp"
#include "retrieval/pop3_session.hpp"

#include <optional>
#include <string>

namespace mpm {

/// How far the way to a session that is logged in went.
struct Pop3Opening {
    std::optional<RetrievalFailure> failure;
    std::string login; ///< by what: a mechanism's name, "USER"; empty: it did not come to that
};

/// From the greeting to the login: TLS as the URL says, which must be trusted before a secret is sent; then AUTH with
/// the wanted or the strongest mechanism, or USER and PASS, but never APOP, which MD5 no longer carries.
Pop3Opening openSession(Pop3Session& session, const RetrievalPlan& plan, Digests& digests);

} // namespace mpm
