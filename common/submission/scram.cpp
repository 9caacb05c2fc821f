// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/scram.hpp"

#include "check/base64.hpp"
#include "check/numbers.hpp"
#include "check/range.hpp"

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

Secret exclusiveOr(std::string_view a, std::string_view b)
{
    WipedOctets octets(a.begin(), a.end());
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        octets[i] = static_cast<char>(a[i] ^ b[i]);
    }
    return Secret(std::move(octets));
}

} // namespace

ScramClient::ScramClient(const SaslCredentials& credentials, std::string nonce, Digests& digests, Seconds mostTime)
    : password_(credentials.password), nonce_(std::move(nonce)), digests_(digests), mostTime_(mostTime)
{
    if (const auto reason = unsuitability(SaslMechanism::ScramSha256, credentials); !reason.empty()) {
        throw SaslFailed(reason);
    }
    clientFirstBare_ = "n=" + escapedName(credentials.user) + ",r=" + nonce_;
}

std::optional<Secret> ScramClient::initialResponse()
{
    return joined({channelBindingHeader, clientFirstBare_});
}

Secret ScramClient::respond(std::string_view challenge)
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
    digests_.pbkdf2Sha256(password_.reveal(), salt, leastIterations);
    const auto expected = since(start) * (static_cast<double>(iterations) / leastIterations);
    if (expected > mostTime_) {
        throw SaslFailed("the server asks for " + std::to_string(iterations) + " SCRAM iterations, which take some " +
                         formatNumber(expected.count(), 1) + " s here, longer than there is time");
    }
}

Secret ScramClient::proveTo(std::string_view serverFirst)
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
    const auto saltedPassword = digests_.pbkdf2Sha256(password_.reveal(), *salt, iterations);
    const auto clientKey = digests_.hmacSha256(saltedPassword.reveal(), "Client Key");
    const auto serverKey = digests_.hmacSha256(saltedPassword.reveal(), "Server Key");
    const auto storedKey = digests_.sha256(clientKey.reveal());
    const auto withoutProof = "c=" + encodeBase64(channelBindingHeader) + ",r=" + nonce;
    const auto authMessage = clientFirstBare_ + "," + std::string(serverFirst) + "," + withoutProof;
    const auto clientSignature = digests_.hmacSha256(storedKey.reveal(), authMessage);
    serverSignature_ = digests_.hmacSha256(serverKey.reveal(), authMessage);
    const auto proof = inBase64(exclusiveOr(clientKey.reveal(), clientSignature.reveal()));
    return joined({withoutProof, ",p=", proof.reveal()});
}

void ScramClient::verify(std::string_view serverFinal)
{
    const auto signature = decodeBase64(takeAttribute(serverFinal, 'v'));
    if (!signature || *signature != serverSignature_.reveal()) {
        throw SaslFailed("the server's SCRAM signature is wrong: it does not know the password");
    }
}

} // namespace mpm
