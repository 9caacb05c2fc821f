// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/imap_session.hpp"
#include "submission/authenticate.hpp"

#include <optional>

namespace mpm {

/// What became of a login.
struct ImapLogin {
    std::optional<SaslMechanism> mechanism; ///< nothing: LOGIN, or it did not come to that
    std::optional<LoginObstacle> obstacle;
    std::optional<ImapExchange> last; ///< of the exchanges; a refusal is its completion
    bool succeeded = false;
};

/// AUTHENTICATE with the wanted or the strongest mechanism (with its initial response where SASL-IR is offered, RFC
/// 4959), or LOGIN unless LOGINDISABLED is told. The credentials are concealed, and capabilities forgotten. Throws
/// nothing for what the server does.
ImapLogin logIn(ImapSession& session, const Login& login, bool encrypted, Digests& digests);

/// As RFC 3501 section 4.3 wants strings in a command: quotes around it, quotes and backslashes escaped. Nothing for
/// text that is not printable ASCII, which would need a literal.
std::optional<Secret> imapQuoted(std::string_view text);

} // namespace mpm
