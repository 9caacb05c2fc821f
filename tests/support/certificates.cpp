// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace mpm::test {
namespace {

std::shared_ptr<EVP_PKEY> makeKey(KeyKind kind)
{
    EVP_PKEY* key = kind == KeyKind::Ec ? EVP_EC_gen("P-256") : EVP_RSA_gen(kind == KeyKind::Rsa2048 ? 2048U : 1024U);
    if (key == nullptr) {
        throw std::runtime_error("no key");
    }
    return {key, EVP_PKEY_free};
}

void addExtension(X509* certificate, X509* issuer, const std::string& name, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    auto* extension = X509V3_EXT_conf(nullptr, &context, name.c_str(), value.c_str());
    if (extension == nullptr) {
        throw std::runtime_error("no extension " + name + "=" + value);
    }
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

std::string written(int (*write)(BIO*, const TestCertificate&), const TestCertificate& certificate)
{
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> out(BIO_new(BIO_s_mem()), BIO_free_all);
    write(out.get(), certificate);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string hex(const std::string& octets)
{
    constexpr char digits[] = "0123456789abcdef"; // NOLINT(*-avoid-c-arrays)
    std::string text;
    for (const char c : octets) {
        text += digits[static_cast<unsigned char>(c) >> 4U];
        text += digits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
}

std::string der(const TestCertificate& certificate, int selector)
{
    unsigned char* data = nullptr;
    const int size = selector == 0 ? i2d_X509(certificate.certificate(), &data)
                                   : i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.certificate()), &data);
    std::string octets(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
    OPENSSL_free(data);
    return octets;
}

std::string digested(const std::string& octets, const EVP_MD* digest)
{
    unsigned char data[EVP_MAX_MD_SIZE]; // NOLINT(*-avoid-c-arrays)
    unsigned size = 0;
    EVP_Digest(octets.data(), octets.size(), data, &size, digest, nullptr);
    return {reinterpret_cast<char*>(data), size};
}

} // namespace

TestCertificate::TestCertificate(const CertificateSpec& spec)
    : key_(spec.sameKeyAs != nullptr ? spec.sameKeyAs->key_ : makeKey(spec.key)), certificate_(X509_new(), X509_free)
{
    auto* made = certificate_.get();
    auto* issuer = spec.issuer == nullptr ? made : spec.issuer->certificate();
    X509_set_version(made, X509_VERSION_3);
    std::uint64_t serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), serial >> 1U);
    constexpr long day = 86400;
    // Half a day more, so that a test that runs past midnight counts the same days.
    X509_gmtime_adj(X509_getm_notBefore(made), spec.startsInDays * day);
    X509_gmtime_adj(X509_getm_notAfter(made), spec.endsInDays * day + day / 2);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(spec.commonName.c_str()), -1, -1, 0);
    X509_set_issuer_name(made, X509_get_subject_name(issuer));
    X509_set_pubkey(made, key_.get());
    addExtension(made, issuer, "basicConstraints", spec.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    addExtension(made, issuer, "subjectKeyIdentifier", "hash");
    std::string names;
    for (const auto& name : spec.names) {
        names += (names.empty() ? "" : ",") + name;
    }
    if (!names.empty()) {
        addExtension(made, issuer, "subjectAltName", names);
    }
    if (!spec.extension.empty()) {
        const auto equals = spec.extension.find('=');
        addExtension(made, issuer, spec.extension.substr(0, equals), spec.extension.substr(equals + 1));
    }
    auto* signer = spec.issuer == nullptr ? key_.get() : spec.issuer->key();
    if (X509_sign(made, signer, EVP_get_digestbyname(spec.digest.c_str())) == 0) {
        throw std::runtime_error("can't sign " + spec.commonName);
    }
}

std::string TestCertificate::pem() const
{
    return written([](BIO* out, const TestCertificate& self) { return PEM_write_bio_X509(out, self.certificate()); },
                   *this);
}

std::string TestCertificate::keyPem() const
{
    return written(
        [](BIO* out, const TestCertificate& self) {
            return PEM_write_bio_PrivateKey(out, self.key(), nullptr, nullptr, 0, nullptr, nullptr);
        },
        *this);
}

std::string TestCertificate::tlsa(int usage, int selector, int matching) const
{
    const auto octets = der(*this, selector);
    const auto data = matching == 0 ? octets : digested(octets, matching == 1 ? EVP_sha256() : EVP_sha512());
    return std::to_string(usage) + " " + std::to_string(selector) + " " + std::to_string(matching) + " " + hex(data);
}

std::string TestCertificate::pin() const
{
    return hex(digested(der(*this, 1), EVP_sha256()));
}

std::string ocspResponse(const TestCertificate& certificate, const TestCertificate& issuer, bool revoked)
{
    const std::unique_ptr<OCSP_BASICRESP, decltype(&OCSP_BASICRESP_free)> basic(OCSP_BASICRESP_new(),
                                                                                OCSP_BASICRESP_free);
    const std::unique_ptr<OCSP_CERTID, decltype(&OCSP_CERTID_free)> id(
        OCSP_cert_to_id(nullptr, certificate.certificate(), issuer.certificate()), OCSP_CERTID_free);
    using TimePtr = std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)>;
    const TimePtr now(X509_gmtime_adj(nullptr, 0), ASN1_TIME_free);
    const TimePtr tomorrow(X509_gmtime_adj(nullptr, 86400), ASN1_TIME_free);
    OCSP_basic_add1_status(basic.get(), id.get(), revoked ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_GOOD,
                           OCSP_REVOKED_STATUS_KEYCOMPROMISE, revoked ? now.get() : nullptr, now.get(), tomorrow.get());
    if (OCSP_basic_sign(basic.get(), issuer.certificate(), issuer.key(), EVP_sha256(), nullptr, 0) != 1) {
        throw std::runtime_error("can't sign an OCSP response");
    }
    const std::unique_ptr<OCSP_RESPONSE, decltype(&OCSP_RESPONSE_free)> response(
        OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()), OCSP_RESPONSE_free);
    unsigned char* data = nullptr;
    const int size = i2d_OCSP_RESPONSE(response.get(), &data);
    std::string octets(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
    OPENSSL_free(data);
    return octets;
}

} // namespace mpm::test
