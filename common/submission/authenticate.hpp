// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/session.hpp"
#include "submission/sasl.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// How a user wants to log in.
struct Login {
    SaslCredentials credentials;
    std::optional<SaslMechanism> mechanism; ///< nothing: the strongest that is offered and can carry the credentials
    bool allowClear = false;                ///< reveal the password even where everybody can listen
    std::string nonce;                      ///< for SCRAM: printable ASCII without commas, of this run only
};

/// Why the client did not authenticate, or did not believe that it has.
struct LoginObstacle {
    enum class Kind : std::uint8_t {
        NotOffered,  ///< no AUTH, or no mechanism that both sides know
        WouldReveal, ///< only such as give the password to whoever listens
        Unproven,    ///< the server's part was wrong, or it did not prove itself
    };
    Kind kind = Kind::NotOffered;
    std::string sentence; ///< safe to print
};

/// A refusal by the server is no obstacle: it is the reply of the last exchange.
struct LoginResult {
    std::optional<SaslMechanism> mechanism; ///< nothing: it did not come to that
    std::vector<Exchange> exchanges;        ///< all of Step::Auth; none when nothing was sent
    std::optional<LoginObstacle> obstacle;
    bool succeeded = false; ///< 235 (RFC 4954 section 6), and the server has proved itself where the mechanism has that
};

/// The mechanisms that EHLO offers and that are known here, the strongest first, each once.
std::vector<SaslMechanism> offeredMechanisms(const Capabilities& capabilities);

/// From here on the session shows neither the password nor what PLAIN and XOAUTH2 make of it, even if the server says
/// it by itself: another of its addresses may have been told.
void conceal(SmtpSession& session, const SaslCredentials& credentials);

/// AUTH (RFC 4954) with the wanted mechanism or the strongest fit one. Nothing of it is shown but the
/// mechanism's name; the credentials and every response are concealed. At most eight challenges are answered. Throws
/// nothing for what the server does.
LoginResult authenticate(SmtpSession& session, const Login& login, bool encrypted, Digests& digests);

} // namespace mpm
