// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/certificates.hpp"
#include "tls/authority_bundle.hpp"

#include <openssl/x509.h>

#include <string>

using namespace mpm;
using namespace mpm::test;

namespace {

/// A name with this organisation, in a string of this kind, in DER.
std::string nameOf(const std::string& organization, int kind)
{
    const std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> name(X509_NAME_new(), X509_NAME_free);
    X509_NAME_add_entry_by_txt(name.get(), "O", kind, reinterpret_cast<const unsigned char*>(organization.data()),
                               static_cast<int>(organization.size()), -1, 0);
    const unsigned char* der = nullptr;
    std::size_t size = 0;
    X509_NAME_get0_der(name.get(), &der, &size);
    return {reinterpret_cast<const char*>(der), size};
}

std::string subjectOf(const TestCertificate& certificate)
{
    const unsigned char* der = nullptr;
    std::size_t size = 0;
    X509_NAME_get0_der(X509_get_subject_name(certificate.certificate()), &der, &size);
    return nameKey({reinterpret_cast<const char*>(der), size});
}

} // namespace

TEST_CASE("a bundle tells whom each certificate is for, and gives its octets as they are")
{
    const TestPki pki;
    const TestCertificate longSerial({.commonName = std::string(60, 'a'), .key = mpm::test::KeyKind::Rsa2048});
    const auto pem =
        "# a comment\n" + pki.root.pem() + "Another Root\n====\n" + longSerial.pem() + pki.intermediate.pem();
    const auto found = readBundle(pem);
    REQUIRE(found);
    REQUIRE(found->size() == 3);
    CHECK(found->at(0).subject == subjectOf(pki.root));
    CHECK(found->at(1).subject == subjectOf(longSerial));
    CHECK(found->at(2).subject == subjectOf(pki.intermediate));
    unsigned char* der = nullptr;
    const int size = i2d_X509(pki.intermediate.certificate(), &der);
    const std::string whole(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    CHECK(decodeBody(found->at(2).body) == whole);
    CHECK(decodeBody(found->at(2).body, 10) == whole.substr(0, 10));
}

TEST_CASE("names that differ in letter case, blanks and kind of string alone have the same key")
{
    const auto key = nameKey(nameOf("Example  Trust", V_ASN1_PRINTABLESTRING));
    CHECK_FALSE(key.empty());
    CHECK(nameKey(nameOf("example trust ", V_ASN1_UTF8STRING)) == key);
    CHECK(nameKey(nameOf("Example Trusts", V_ASN1_UTF8STRING)) != key);
    const auto wide = [](const std::string& text, std::size_t octets) {
        std::string all;
        for (const char c : text) {
            all += std::string(octets - 1, '\0') + c;
        }
        return all;
    };
    CHECK(nameKey(nameOf(wide("Example Trust", 2), V_ASN1_BMPSTRING)) == key);
    CHECK(nameKey(nameOf(wide("Example Trust", 4), V_ASN1_UNIVERSALSTRING)) == key);
    const std::string cyrillic("\x04\x30", 2); // whose second octet is a letter's in ASCII
    CHECK(nameKey(nameOf(wide("Example ", 2) + cyrillic + wide("Trust", 2), V_ASN1_BMPSTRING)) == key);
    CHECK(nameKey(nameOf("Ex\xC3\xA4mple", V_ASN1_UTF8STRING)) == nameKey(nameOf("Ex\xE4mple", V_ASN1_T61STRING)));
}

TEST_CASE("a bundle that an editor has put a byte order mark before begins with its first certificate all the same")
{
    const TestPki pki;
    const std::string mark = "\xEF\xBB\xBF";
    const auto found = readBundle(mark + pki.root.pem() + pki.intermediate.pem());
    REQUIRE(found);
    CHECK(found->size() == 2);
    CHECK(found->at(0).subject == subjectOf(pki.root));
    CHECK_FALSE(readBundle("x" + mark + pki.root.pem()));
}

TEST_CASE("what is no name in DER has no key")
{
    auto name = nameOf("Example Trust", V_ASN1_UTF8STRING);
    CHECK(nameKey("").empty());
    CHECK(nameKey("x").empty());
    CHECK(nameKey("\x30\x84\xFF\xFF\xFF\xFF").empty());
    for (std::size_t size = 3; size < name.size(); ++size) {
        CHECK(nameKey(name.substr(0, size)).empty());
    }
}

TEST_CASE("a file without a certificate, or with one that is none, is no bundle")
{
    const TestPki pki;
    const auto good = pki.root.pem();
    CHECK_FALSE(readBundle(""));
    CHECK_FALSE(readBundle("no certificate\n"));
    CHECK_FALSE(readBundle(pki.root.keyPem()));
    CHECK_FALSE(readBundle("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
    CHECK_FALSE(readBundle("-----BEGIN CERTIFICATE-----\nno base64!\n-----END CERTIFICATE-----\n"));
    CHECK_FALSE(readBundle(good.substr(0, good.size() / 2)));
    CHECK_FALSE(readBundle(good.substr(0, 100) + "\n-----END CERTIFICATE-----\n"));
    CHECK_FALSE(readBundle(good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
    CHECK(readBundle(good + pki.root.keyPem()));
}
