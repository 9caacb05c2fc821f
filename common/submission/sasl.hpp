// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "smtp/secrets.hpp"
#include "submission/digests.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// The SASL mechanisms known here, the strongest first.
enum class SaslMechanism : std::uint8_t {
    ScramSha256, ///< RFC 7677; the server proves itself too
    CramMd5,     ///< RFC 2195
    Plain,       ///< RFC 4616
    Login,       ///< as Microsoft and others have it; no RFC
    XOAuth2,     ///< as Google and Microsoft have it: the password is an access token
};

/// "SCRAM-SHA-256", as EHLO names it; parsed in any letter case, nothing for one that is not known here.
std::string_view toString(SaslMechanism mechanism);
std::optional<SaslMechanism> parseSaslMechanism(std::string_view name);

/// All of them, the strongest first.
const std::vector<SaslMechanism>& saslMechanisms();

/// Whether who listens in learns the password or token.
bool revealsPassword(SaslMechanism mechanism);

/// Who logs in, and by what.
struct SaslCredentials {
    std::string user;
    Secret password; ///< for XOAUTH2 the access token
};

/// The client must not go on: the server's part is no SASL, or it could not prove that it knows the password.
class SaslFailed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The client's side of one authentication, over octets without base64 (RFC 4422). A challenge is as long as a line of
/// a reply can be.
class SaslClient {
public:
    SaslClient() = default;
    SaslClient(const SaslClient&) = delete;
    SaslClient& operator=(const SaslClient&) = delete;
    virtual ~SaslClient() = default;

    /// What the client says first; nothing where the server begins.
    virtual std::optional<Secret> initialResponse() = 0;

    /// The answer to a challenge, "" where there is nothing to say. Throws SaslFailed when the challenge is wrong or
    /// one too many.
    virtual Secret respond(std::string_view challenge) = 0;

    /// The server reports success. Throws SaslFailed when it still owes a proof.
    virtual void finish() {}
};

/// The responses, without base64, that hold the password itself and something beside it: PLAIN's and XOAUTH2's.
std::vector<FramedSecret> revealingResponses(const SaslCredentials& credentials);

/// Why the mechanism can't carry these credentials; empty when it can.
std::string unsuitability(SaslMechanism mechanism, const SaslCredentials& credentials);

/// `nonce`: printable ASCII without commas, never used before. `digests` must live as long as the client. `mostTime`:
/// what a calculation of SCRAM's may take. Throws SaslFailed where `unsuitability` has a reason.
std::unique_ptr<SaslClient> makeSaslClient(SaslMechanism mechanism, const SaslCredentials& credentials,
                                           const std::string& nonce, Digests& digests, Seconds mostTime);

} // namespace mpm
