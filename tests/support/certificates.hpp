// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

namespace mpm::test {

enum class KeyKind { Ec, Rsa2048, Rsa1024 };

class TestCertificate;

/// What a certificate is to say.
struct CertificateSpec {
    std::string commonName = "mail.example.org";
    std::vector<std::string> names = {"DNS:mail.example.org"}; ///< of the subjectAltName; empty: there is none
    int startsInDays = -1;
    int endsInDays = 90;
    bool authority = false;
    KeyKind key = KeyKind::Ec;
    std::string digest = "SHA256";
    std::string extension = {}; ///< a further one, as openssl.cnf has it: "authorityInfoAccess=caIssuers;URI:http://x/"
    const TestCertificate* issuer = nullptr; ///< null: signed by itself
    const TestCertificate* sameKeyAs = nullptr;
};

/// A certificate and its key, made for one test.
class TestCertificate {
public:
    /// Throws std::runtime_error when OpenSSL refuses.
    explicit TestCertificate(const CertificateSpec& spec);

    std::string pem() const;
    std::string keyPem() const;

    /// "3 1 1 0A1B...": the TLSA record that matches this certificate.
    std::string tlsa(int usage, int selector, int matching) const;

    /// SHA-256 of the public key, 64 hexadecimal digits.
    std::string pin() const;

    X509* certificate() const { return certificate_.get(); }
    EVP_PKEY* key() const { return key_.get(); }

private:
    std::shared_ptr<EVP_PKEY> key_;
    std::shared_ptr<X509> certificate_;
};

/// An OCSP response about this certificate, in DER, signed by its issuer and good for a day.
std::string ocspResponse(const TestCertificate& certificate, const TestCertificate& issuer, bool revoked);

/// A root, an intermediate under it, and certificates of both: what most tests need.
struct TestPki {
    std::string name = "Test";
    TestCertificate root{{.commonName = name + " Root", .names = {}, .endsInDays = 3650, .authority = true}};
    TestCertificate intermediate{
        {.commonName = name + " Intermediate", .names = {}, .endsInDays = 1000, .authority = true, .issuer = &root}};

    /// Signed by the intermediate.
    TestCertificate leaf(CertificateSpec spec = {}) const
    {
        spec.issuer = &intermediate;
        return TestCertificate(spec);
    }
};

} // namespace mpm::test
