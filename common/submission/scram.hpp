// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "submission/sasl.hpp"

#include <cstdint>
#include <string>

namespace mpm {

/// SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677). The server's signature is verified; one that
/// asks for fewer than 4096 iterations (RFC 7677 section 4), for over a million, or for so many that they would take
/// longer here than they may, is refused with SaslFailed, as are a nonce that does not continue the client's and a salt
/// that is no base64.
class ScramClient : public SaslClient {
public:
    /// Throws SaslFailed where SASLprep leaves no user or password.
    ScramClient(const SaslCredentials& credentials, std::string nonce, Digests& digests, Seconds mostTime);

    std::optional<Secret> initialResponse() override;
    Secret respond(std::string_view challenge) override;
    void finish() override;

private:
    Secret proveTo(std::string_view serverFirst);
    void demandTimeFor(unsigned iterations, const std::string& salt);
    void verify(std::string_view serverFinal);

    enum class State : std::uint8_t { First, Proved, Verified };

    Secret password_;
    std::string nonce_;
    std::string clientFirstBare_;
    Secret serverSignature_;
    Digests& digests_;
    Seconds mostTime_;
    State state_ = State::First;
};

} // namespace mpm
