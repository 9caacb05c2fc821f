// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/sasl.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "submission/saslprep.hpp"
#include "submission/scram.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

/// RFC 4616.
FramedSecret plainResponse(const SaslCredentials& credentials)
{
    return {std::string(1, '\0') + credentials.user + std::string(1, '\0'), credentials.password, ""};
}

FramedSecret xOAuth2Response(const SaslCredentials& credentials)
{
    return {"user=" + credentials.user + "\x01" + "auth=Bearer ", credentials.password, "\x01\x01"};
}

class PlainClient : public SaslClient {
public:
    explicit PlainClient(SaslCredentials credentials) : credentials_(std::move(credentials)) {}

    std::optional<Secret> initialResponse() override { return plainResponse(credentials_).whole(); }

    Secret respond(std::string_view) override { throw SaslFailed("the server asks for more than PLAIN has"); }

private:
    SaslCredentials credentials_;
};

/// Two questions whose wording differs between servers: the order is what counts.
class LoginClient : public SaslClient {
public:
    explicit LoginClient(SaslCredentials credentials) : credentials_(std::move(credentials)) {}

    std::optional<Secret> initialResponse() override { return std::nullopt; }

    Secret respond(std::string_view) override
    {
        switch (asked_++) {
        case 0: return Secret(credentials_.user);
        case 1: return credentials_.password;
        default: throw SaslFailed("the server asks for more than LOGIN has");
        }
    }

private:
    SaslCredentials credentials_;
    int asked_ = 0;
};

/// RFC 2195.
class CramMd5Client : public SaslClient {
public:
    CramMd5Client(SaslCredentials credentials, Digests& digests)
        : credentials_(std::move(credentials)), digests_(digests)
    {
    }

    std::optional<Secret> initialResponse() override { return std::nullopt; }

    Secret respond(std::string_view challenge) override
    {
        if (std::exchange(answered_, true)) {
            throw SaslFailed("the server asks for more than CRAM-MD5 has");
        }
        if (challenge.empty()) {
            throw SaslFailed("the server's CRAM-MD5 challenge is empty");
        }
        const auto digest = digests_.hmacMd5(credentials_.password.reveal(), challenge);
        return joined({credentials_.user, " ", toHex(digest.reveal())});
    }

private:
    SaslCredentials credentials_;
    Digests& digests_;
    bool answered_ = false;
};

/// An empty answer to what the server sends on refusal makes it say 535.
class XOAuth2Client : public SaslClient {
public:
    explicit XOAuth2Client(SaslCredentials credentials) : credentials_(std::move(credentials)) {}

    std::optional<Secret> initialResponse() override { return xOAuth2Response(credentials_).whole(); }

    Secret respond(std::string_view) override
    {
        if (std::exchange(refused_, true)) {
            throw SaslFailed("the server asks for more than XOAUTH2 has");
        }
        return {};
    }

private:
    SaslCredentials credentials_;
    bool refused_ = false;
};

} // namespace

std::string_view toString(SaslMechanism mechanism)
{
    switch (mechanism) {
    case SaslMechanism::ScramSha256: return "SCRAM-SHA-256";
    case SaslMechanism::CramMd5: return "CRAM-MD5";
    case SaslMechanism::Plain: return "PLAIN";
    case SaslMechanism::Login: return "LOGIN";
    case SaslMechanism::XOAuth2: return "XOAUTH2";
    }
    return "PLAIN";
}

const std::vector<SaslMechanism>& saslMechanisms()
{
    static const std::vector<SaslMechanism> all{SaslMechanism::ScramSha256, SaslMechanism::CramMd5,
                                                SaslMechanism::Plain, SaslMechanism::Login, SaslMechanism::XOAuth2};
    return all;
}

std::optional<SaslMechanism> parseSaslMechanism(std::string_view name)
{
    const auto& all = saslMechanisms();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](SaslMechanism each) { return equalIgnoringCase(toString(each), name); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

bool revealsPassword(SaslMechanism mechanism)
{
    return mechanism != SaslMechanism::ScramSha256 && mechanism != SaslMechanism::CramMd5;
}

std::vector<FramedSecret> revealingResponses(const SaslCredentials& credentials)
{
    return {plainResponse(credentials), xOAuth2Response(credentials)};
}

std::string unsuitability(SaslMechanism mechanism, const SaslCredentials& credentials)
{
    if (mechanism != SaslMechanism::ScramSha256) {
        return {};
    }
    if (!isLeftBySaslprep(credentials.user)) {
        return "SCRAM-SHA-256 needs a user name of printable ASCII characters here";
    }
    return isLeftBySaslprep(credentials.password.reveal())
               ? ""
               : "SCRAM-SHA-256 needs a password of printable ASCII characters here";
}

std::unique_ptr<SaslClient> makeSaslClient(SaslMechanism mechanism, const SaslCredentials& credentials,
                                           const std::string& nonce, Digests& digests, Seconds mostTime)
{
    switch (mechanism) {
    case SaslMechanism::ScramSha256: return std::make_unique<ScramClient>(credentials, nonce, digests, mostTime);
    case SaslMechanism::CramMd5: return std::make_unique<CramMd5Client>(credentials, digests);
    case SaslMechanism::Plain: return std::make_unique<PlainClient>(credentials);
    case SaslMechanism::Login: return std::make_unique<LoginClient>(credentials);
    case SaslMechanism::XOAuth2: return std::make_unique<XOAuth2Client>(credentials);
    }
    return std::make_unique<PlainClient>(credentials);
}

} // namespace mpm
