// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/openssl_digests.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace mpm::test {
namespace {

const unsigned char* octetsOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

Secret hmac(const EVP_MD* digest, std::string_view key, std::string_view octets)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned size = 0;
    ::HMAC(digest, key.data(), static_cast<int>(key.size()), octetsOf(octets), octets.size(), out.data(), &size);
    return Secret(std::string_view(reinterpret_cast<const char*>(out.data()), size));
}

} // namespace

Secret OpensslDigests::sha256(std::string_view octets)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned size = 0;
    ::EVP_Digest(octets.data(), octets.size(), out.data(), &size, ::EVP_sha256(), nullptr);
    return Secret(std::string_view(reinterpret_cast<const char*>(out.data()), size));
}

Secret OpensslDigests::hmacSha256(std::string_view key, std::string_view octets)
{
    return hmac(::EVP_sha256(), key, octets);
}

Secret OpensslDigests::hmacMd5(std::string_view key, std::string_view octets)
{
    return hmac(::EVP_md5(), key, octets);
}

Secret OpensslDigests::pbkdf2Sha256(std::string_view password, std::string_view salt, unsigned iterations)
{
    std::array<unsigned char, 32> out{};
    ::PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), octetsOf(salt),
                        static_cast<int>(salt.size()), static_cast<int>(iterations), ::EVP_sha256(), 32, out.data());
    return Secret(std::string_view(reinterpret_cast<const char*>(out.data()), out.size()));
}

} // namespace mpm::test
