// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/rsa_key.hpp"

#include <algorithm>
#include <bit>

namespace mpm::checkMailAuth {
namespace {

using Kind = KeyFault::Kind;

constexpr unsigned char integer = 0x02;
constexpr unsigned char bitString = 0x03;
constexpr unsigned char objectId = 0x06;
constexpr unsigned char sequence = 0x30;
constexpr std::string_view rsaEncryption = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"; // 1.2.840.113549.1.1.1

/// Values of DER one after another (ITU-T X.690 section 8.1).
class Der {
public:
    explicit Der(std::string_view octets) : rest_(octets) {}

    bool atEnd() const { return rest_.empty(); }
    bool nextIs(unsigned char tag) const { return !atEnd() && static_cast<unsigned char>(rest_.front()) == tag; }

    /// The contents of the next value, which must be of this kind. Throws KeyFault.
    std::string_view take(unsigned char tag)
    {
        if (!nextIs(tag)) {
            throw KeyFault{Kind::Garbage, "is no public key in DER"};
        }
        rest_.remove_prefix(1);
        const auto size = takeLength();
        if (size > rest_.size()) {
            throw KeyFault{Kind::Truncated, "is cut off: " + std::to_string(size) + " octets are announced where " +
                                                std::to_string(rest_.size()) + " follow"};
        }
        const auto contents = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return contents;
    }

private:
    std::size_t takeLength()
    {
        const auto first = takeOctet();
        if (first < 0x80) {
            return first;
        }
        std::size_t size = 0;
        const auto octets = first & 0x7FU;
        if (octets == 0 || octets > 3) {
            throw KeyFault{Kind::Garbage, "is no public key in DER"};
        }
        for (std::size_t i = 0; i < octets; ++i) {
            size = size << 8U | takeOctet();
        }
        return size;
    }

    unsigned takeOctet()
    {
        if (rest_.empty()) {
            throw KeyFault{Kind::Truncated, "is cut off at its beginning"};
        }
        const auto octet = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return octet;
    }

    std::string_view rest_;
};

unsigned bitsOf(std::string_view number)
{
    while (!number.empty() && number.front() == '\0') {
        number.remove_prefix(1);
    }
    return number.empty() ? 0
                          : static_cast<unsigned>(8 * (number.size() - 1)) +
                                static_cast<unsigned>(std::bit_width(static_cast<unsigned char>(number.front())));
}

/// As products of odd primes are, and what has an inverse beside them (RFC 8017 section 3.1).
bool isOddAndPositive(std::string_view number)
{
    return !number.empty() && static_cast<unsigned char>(number.front()) < 0x80 &&
           static_cast<unsigned char>(number.back()) % 2 == 1;
}

RsaKey readNumbers(std::string_view octets)
{
    Der numbers(octets);
    const auto modulus = numbers.take(integer);
    const auto exponent = numbers.take(integer);
    RsaKey key{bitsOf(modulus)};
    if (!numbers.atEnd()) {
        throw KeyFault{Kind::Garbage, "has octets behind its end"};
    }
    if (!isOddAndPositive(modulus) || !isOddAndPositive(exponent) || bitsOf(exponent) < 2 ||
        bitsOf(exponent) >= key.bits) {
        throw KeyFault{Kind::Garbage, "has a modulus or an exponent that no RSA key has"};
    }
    return key;
}

/// Whether a sequence begins with a version, as private keys do (RFC 8017 appendix A.1.2, RFC 5208 section 5), whole or
/// cut off.
bool beginsAsPrivateKey(std::string_view der)
{
    if (der.size() < 2 || static_cast<unsigned char>(der[0]) != sequence) {
        return false;
    }
    const auto length = static_cast<unsigned char>(der[1]);
    const auto contents = der.substr(std::min<std::size_t>(der.size(), length < 0x80 ? 2 : 2 + (length & 0x7FU)));
    return contents.size() >= 3 && contents[0] == integer && contents[1] == 1 && (contents[2] == 0 || contents[2] == 1);
}

RsaKey read(std::string_view der)
{
    if (beginsAsPrivateKey(der)) {
        throw KeyFault{Kind::PrivateKey, "is a private key"};
    }
    Der outer(der);
    Der body(outer.take(sequence));
    if (!outer.atEnd()) {
        throw KeyFault{Kind::Garbage, "has octets behind its end"};
    }
    if (body.nextIs(integer)) {
        throw KeyFault{Kind::Bare, "is a bare RSAPublicKey, without the SubjectPublicKeyInfo that verifiers expect"};
    }
    Der algorithm(body.take(sequence));
    if (algorithm.take(objectId) != rsaEncryption) {
        throw KeyFault{Kind::OtherAlgorithm, "is a key of another algorithm than RSA"};
    }
    const auto bits = body.take(bitString);
    if (bits.empty() || bits.front() != '\0') {
        throw KeyFault{Kind::Garbage, "is no public key in DER"};
    }
    Der key(bits.substr(1));
    return readNumbers(key.take(sequence));
}

} // namespace

std::variant<RsaKey, KeyFault> readRsaKey(std::string_view der)
{
    try {
        return read(der);
    } catch (const KeyFault& fault) {
        return fault;
    }
}

} // namespace mpm::checkMailAuth
