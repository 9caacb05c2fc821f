// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "submission/authenticate.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mpm {

/// By what a server lets its users log in.
struct OfferedLogins {
    std::vector<SaslMechanism> mechanisms; ///< known here, the strongest first, each once
    std::string command;                   ///< of the protocol's own, "LOGIN" or "USER"; empty where it is not offered
    std::string shown;                     ///< all names as the server has them, safe to print, secrets masked
};

/// A mechanism, or nothing: the protocol's own command with user and password.
struct LoginWay {
    std::optional<SaslMechanism> mechanism;
};

/// The mechanism that the user wants, or else the strongest that can carry the credentials; the protocol's own command
/// where there is none but XOAUTH2, which wants a token, or where LOGIN was wanted.
std::variant<LoginWay, LoginObstacle> chooseLogin(const OfferedLogins& offered, const Login& login, bool encrypted);

} // namespace mpm
