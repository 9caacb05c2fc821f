// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/poco_digests.hpp"

#include <Poco/MD5Engine.h>
#include <Poco/SHA2Engine.h>

#include <initializer_list>

namespace mpm {
namespace {

constexpr std::size_t blockSize = 64; // of MD5 and SHA-256 alike

class Sha256Engine : public Poco::SHA2Engine {
public:
    Sha256Engine() : SHA2Engine(SHA_256) {}
};

Secret digestOf(Poco::DigestEngine& engine, std::initializer_list<std::string_view> parts)
{
    for (const auto part : parts) {
        engine.update(part.data(), part.size());
    }
    const auto& digest = engine.digest(); // which resets the engine
    return Secret(WipedOctets(digest.begin(), digest.end()));
}

std::string_view viewOf(const WipedOctets& octets)
{
    return {octets.data(), octets.size()};
}

/// RFC 2104. Poco's own, and its PBKDF2, leave copies of the key behind.
template <class Engine>
class Hmac {
public:
    explicit Hmac(std::string_view key) : inner_(blockSize), outer_(blockSize)
    {
        const auto hashed = key.size() > blockSize ? digestOf(engine_, {key}) : Secret();
        const auto block = hashed.empty() ? key : hashed.reveal();
        for (std::size_t i = 0; i < blockSize; ++i) {
            const char octet = i < block.size() ? block[i] : '\0';
            inner_[i] = static_cast<char>(octet ^ '\x36');
            outer_[i] = static_cast<char>(octet ^ '\x5C');
        }
    }

    Secret of(std::string_view octets)
    {
        const auto inner = digestOf(engine_, {viewOf(inner_), octets});
        return digestOf(engine_, {viewOf(outer_), inner.reveal()});
    }

private:
    Engine engine_;
    WipedOctets inner_;
    WipedOctets outer_;
};

} // namespace

Secret PocoDigests::sha256(std::string_view octets)
{
    Sha256Engine engine;
    return digestOf(engine, {octets});
}

Secret PocoDigests::hmacSha256(std::string_view key, std::string_view octets)
{
    return Hmac<Sha256Engine>(key).of(octets);
}

Secret PocoDigests::hmacMd5(std::string_view key, std::string_view octets)
{
    return Hmac<Poco::MD5Engine>(key).of(octets);
}

/// As many octets as one digest has, so there is one block, whose number is 1 (RFC 8018 section 5.2).
Secret PocoDigests::pbkdf2Sha256(std::string_view password, std::string_view salt, unsigned iterations)
{
    Hmac<Sha256Engine> prf(password);
    auto round = prf.of(joined({salt, std::string_view("\0\0\0\1", 4)}).reveal());
    WipedOctets block(round.reveal().begin(), round.reveal().end());
    for (unsigned i = 1; i < iterations; ++i) {
        round = prf.of(round.reveal());
        for (std::size_t at = 0; at < block.size(); ++at) {
            block[at] = static_cast<char>(block[at] ^ round.reveal()[at]);
        }
    }
    return Secret(std::move(block));
}

} // namespace mpm
