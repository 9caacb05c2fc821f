// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "submission/sasl.hpp"
#include "smtp/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// How a user wants to log in.
struct Login {
    SaslCredentials credentials;
    std::optional<SaslMechanism> mechanism; ///< nothing: the strongest that is offered
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

struct LoginResult {
    std::optional<SaslMechanism> mechanism; ///< nothing: it did not come to that
    std::vector<Exchange> exchanges;        ///< all of Step::Auth
    std::optional<LoginObstacle> obstacle;
    bool succeeded = false;
};

/// The mechanisms that EHLO offers and that are spoken here, the strongest first.
std::vector<SaslMechanism> offeredMechanisms(const Capabilities& capabilities);

/// AUTH (RFC 4954) with the wanted mechanism or the strongest fit one. Nothing of it is shown but the
/// mechanism's name.
LoginResult authenticate(SmtpSession& session, const Login& login, bool encrypted, Digests& digests);

} // namespace mpm
