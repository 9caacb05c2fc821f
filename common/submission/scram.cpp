// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/scram.hpp"

#include "check/base64.hpp"
#include "check/numbers.hpp"
#include "check/range.hpp"
#include "submission/saslprep.hpp"

#include <utility>

namespace mpm {
namespace {

constexpr unsigned leastIterations = 4096; // RFC 7677 section 4
constexpr unsigned mostIterations = 1'000'000;
constexpr std::string_view channelBindingHeader = "n,,"; // no channel binding, no authorisation identity

/// RFC 5802 section 5.1: "=" and "," inside a user name.
std::string escapedName(std::string_view name)
{
    std::string result;
    for (const char c : name) {
        if (c == '=') {
            result += "=3D";
        } else if (c == ',') {
            result += "=2C";
        } else {
            result += c;
        }
    }
    return result;
}

/// Takes "k=value" from the front of a message, the comma behind it included.
std::string takeAttribute(std::string_view& message, char key)
{
    if (message.size() < 2 || message[0] != key || message[1] != '=') {
        throw SaslFailed(std::string("the server's SCRAM message lacks the attribute '") + key + "'");
    }
    const auto comma = message.find(',');
    std::string value(message.substr(2, comma == std::string_view::npos ? comma : comma - 2));
    message.remove_prefix(comma == std::string_view::npos ? message.size() : comma + 1);
    return value;
}

unsigned readIterations(std::string_view text)
{
    const auto count = parseWhole<unsigned>(text);
    if (!count) {
        throw SaslFailed("the server's SCRAM iteration count is no number");
    }
    if (*count < leastIterations || *count > mostIterations) {
        throw SaslFailed("the server asks for " + std::to_string(*count) + " SCRAM iterations; " +
                         std::to_string(leastIterations) + " to " + std::to_string(mostIterations) + " are taken");
    }
    return *count;
}

std::string exclusiveOr(std::string a, std::string_view b)
{
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        a[i] = static_cast<char>(a[i] ^ b[i]);
    }
    return a;
}

} // namespace

ScramClient::ScramClient(const SaslCredentials& credentials, std::string nonce, Digests& digests, Seconds mostTime)
    : nonce_(std::move(nonce)), digests_(digests), mostTime_(mostTime)
{
    const auto user = saslPrepared(credentials.user);
    const auto password = saslPrepared(credentials.password.reveal());
    if (!user || !password) {
        throw SaslFailed(unsuitability(SaslMechanism::ScramSha256, credentials));
    }
    password_ = *password;
    clientFirstBare_ = "n=" + escapedName(*user) + ",r=" + nonce_;
}

std::optional<std::string> ScramClient::initialResponse()
{
    return std::string(channelBindingHeader) + clientFirstBare_;
}

std::string ScramClient::respond(std::string_view challenge)
{
    switch (state_) {
    case State::First: state_ = State::Proved; return proveTo(challenge);
    case State::Proved:
        // An error gets an empty answer, upon which the server refuses in SMTP's words.
        if (!challenge.starts_with("e=")) {
            verify(challenge);
            state_ = State::Verified;
        }
        return {};
    case State::Verified: break;
    }
    throw SaslFailed("the server asks for more than SCRAM-SHA-256 has");
}

void ScramClient::finish()
{
    if (state_ != State::Verified) {
        throw SaslFailed("the server reports success without having proved that it knows the password");
    }
}

/// Many are tried out with few of them: nothing stops the calculation once it has begun.
void ScramClient::demandTimeFor(unsigned iterations, const std::string& salt)
{
    if (iterations <= 4 * leastIterations) {
        return;
    }
    const auto start = Clock::now();
    digests_.pbkdf2Sha256(password_, salt, leastIterations);
    const auto expected = since(start) * (static_cast<double>(iterations) / leastIterations);
    if (expected > mostTime_) {
        throw SaslFailed("the server asks for " + std::to_string(iterations) + " SCRAM iterations, which take some " +
                         formatNumber(expected.count(), 1) + " s here, longer than there is time");
    }
}

std::string ScramClient::proveTo(std::string_view serverFirst)
{
    auto rest = serverFirst;
    const auto nonce = takeAttribute(rest, 'r');
    const auto salt = decodeBase64(takeAttribute(rest, 's'));
    const auto iterations = readIterations(takeAttribute(rest, 'i'));
    if (!nonce.starts_with(nonce_) || nonce.size() == nonce_.size()) {
        throw SaslFailed("the server's SCRAM nonce does not continue the client's");
    }
    if (!salt || salt->empty()) {
        throw SaslFailed("the server's SCRAM salt is no base64");
    }
    demandTimeFor(iterations, *salt);
    const auto saltedPassword = digests_.pbkdf2Sha256(password_, *salt, iterations);
    const auto clientKey = digests_.hmacSha256(saltedPassword, "Client Key");
    const auto withoutProof = "c=" + encodeBase64(channelBindingHeader) + ",r=" + nonce;
    const auto authMessage = clientFirstBare_ + "," + std::string(serverFirst) + "," + withoutProof;
    const auto clientSignature = digests_.hmacSha256(digests_.sha256(clientKey), authMessage);
    serverSignature_ = digests_.hmacSha256(digests_.hmacSha256(saltedPassword, "Server Key"), authMessage);
    return withoutProof + ",p=" + encodeBase64(exclusiveOr(clientKey, clientSignature));
}

void ScramClient::verify(std::string_view serverFinal)
{
    const auto signature = decodeBase64(takeAttribute(serverFinal, 'v'));
    if (!signature || *signature != serverSignature_) {
        throw SaslFailed("the server's SCRAM signature is wrong: it does not know the password");
    }
}

} // namespace mpm
