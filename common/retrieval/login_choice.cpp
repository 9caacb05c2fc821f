// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/login_choice.hpp"

#include <algorithm>

namespace mpm {
namespace {

LoginObstacle notOffered(std::string sentence)
{
    return {LoginObstacle::Kind::NotOffered, std::move(sentence)};
}

LoginObstacle wouldReveal(const std::string& name)
{
    return {LoginObstacle::Kind::WouldReveal, name + " would reveal the password, and the connection is not encrypted"};
}

bool wants(const Login& login, SaslMechanism mechanism)
{
    return !login.mechanism || *login.mechanism == mechanism;
}

} // namespace

std::variant<LoginWay, LoginObstacle> chooseLogin(const OfferedLogins& offered, const Login& login, bool encrypted)
{
    const bool mayReveal = encrypted || login.allowClear;
    std::string unfit;
    std::string revealing;
    std::optional<SaslMechanism> token;
    for (const auto mechanism : offered.mechanisms) {
        if (!wants(login, mechanism)) {
            continue;
        }
        if (auto reason = unsuitability(mechanism, login.credentials); !reason.empty()) {
            unfit = reason;
        } else if (revealsPassword(mechanism) && !mayReveal) {
            revealing = std::string(toString(mechanism));
        } else if (mechanism == SaslMechanism::XOAuth2 && !login.mechanism) {
            token = mechanism;
        } else {
            return LoginWay{mechanism};
        }
    }
    if (!offered.command.empty() && wants(login, SaslMechanism::Login)) {
        if (mayReveal) {
            return LoginWay{};
        }
        revealing = offered.command;
    }
    if (token) {
        return LoginWay{token};
    }
    if (!revealing.empty()) {
        return wouldReveal(revealing);
    }
    if (!unfit.empty()) {
        return notOffered(unfit);
    }
    return notOffered("the server offers no login with " +
                      (login.mechanism ? std::string(toString(*login.mechanism)) : "a mechanism known here") +
                      (offered.shown.empty() ? "" : "; it offers: " + offered.shown));
}

} // namespace mpm
