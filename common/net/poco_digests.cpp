// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/poco_digests.hpp"

#include <Poco/HMACEngine.h>
#include <Poco/MD5Engine.h>
#include <Poco/PBKDF2Engine.h>
#include <Poco/SHA2Engine.h>

namespace mpm {
namespace {

/// SHA-256 with the sizes that Poco's HMACEngine asks for.
class Sha256Engine : public Poco::SHA2Engine {
public:
    enum { BLOCK_SIZE = 64, DIGEST_SIZE = 32 };
    Sha256Engine() : SHA2Engine(SHA_256) {}
};

std::string digestOf(Poco::DigestEngine& engine, std::string_view octets)
{
    engine.update(octets.data(), octets.size());
    const auto& digest = engine.digest();
    return {digest.begin(), digest.end()};
}

} // namespace

std::string PocoDigests::sha256(std::string_view octets)
{
    Sha256Engine engine;
    return digestOf(engine, octets);
}

std::string PocoDigests::hmacSha256(std::string_view key, std::string_view octets)
{
    Poco::HMACEngine<Sha256Engine> engine(std::string{key});
    return digestOf(engine, octets);
}

std::string PocoDigests::hmacMd5(std::string_view key, std::string_view octets)
{
    Poco::HMACEngine<Poco::MD5Engine> engine(std::string{key});
    return digestOf(engine, octets);
}

std::string PocoDigests::pbkdf2Sha256(std::string_view password, std::string_view salt, unsigned iterations)
{
    Poco::PBKDF2Engine<Poco::HMACEngine<Sha256Engine>> engine(std::string(salt), iterations, 32);
    return digestOf(engine, password);
}

} // namespace mpm
