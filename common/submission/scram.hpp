// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "submission/sasl.hpp"

#include <cstdint>
#include <string>

namespace mpm {

/// SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677). The server's signature is verified; one that
/// asks for fewer iterations than RFC 7677 allows, or for so many that only delay can be meant, is refused.
class ScramClient : public SaslClient {
public:
    ScramClient(const SaslCredentials& credentials, std::string nonce, Digests& digests);

    std::optional<std::string> initialResponse() override;
    std::string respond(std::string_view challenge) override;
    void finish() override;

private:
    std::string proveTo(std::string_view serverFirst);
    void verify(std::string_view serverFinal);

    enum class State : std::uint8_t { First, Proved, Verified };

    std::string password_;
    std::string nonce_;
    std::string clientFirstBare_;
    std::string serverSignature_;
    Digests& digests_;
    State state_ = State::First;
};

} // namespace mpm
