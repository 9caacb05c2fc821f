// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/hostile_tls.hpp"

#include "net/openssl_certificate.hpp"
#include "net/openssl_dane.hpp"
#include "net/openssl_error.hpp"
#include "net/openssl_verify.hpp"

#include <openssl/err.h>
#include <openssl/sslerr.h>

#include <stdexcept>

namespace mpm::property {
namespace {

/// One for all: what is looked at is what they say.
EVP_PKEY* key()
{
    static const KeyPtr made(EVP_EC_gen("P-256"));
    return made.get();
}

/// Names as octets of the string types that certificates have; nothing is checked, as nothing checks what a server
/// sends.
void addName(X509_NAME* name, int field, PeerWords& words, const std::string& what)
{
    static const std::vector<int> narrow{V_ASN1_UTF8STRING, V_ASN1_PRINTABLESTRING, V_ASN1_T61STRING};
    static const std::vector<int> all{V_ASN1_UTF8STRING, V_ASN1_PRINTABLESTRING, V_ASN1_T61STRING, V_ASN1_BMPSTRING,
                                      V_ASN1_UNIVERSALSTRING};
    const auto type = words.oneOf(what + ", its type", words.mode() == PeerWords::Mode::Calm ? narrow : all);
    auto octets = words.text(what);
    octets.resize(octets.size() / 4 * 4, ' '); // as the wider ones need it
    X509_NAME_add_entry_by_NID(name, field, type, reinterpret_cast<const unsigned char*>(octets.data()),
                               static_cast<int>(octets.size()), -1, 0);
}

void addAlternativeNames(X509* certificate, PeerWords& words, const std::string& of)
{
    const std::unique_ptr<GENERAL_NAMES, FreedBy<GENERAL_NAMES_free>> names(GENERAL_NAMES_new());
    const auto add = [&](int kind, const std::string& octets) {
        auto* string = kind == GEN_IPADD ? ASN1_OCTET_STRING_new() : ASN1_IA5STRING_new();
        ASN1_STRING_set(string, octets.data(), static_cast<int>(octets.size()));
        auto* name = GENERAL_NAME_new();
        GENERAL_NAME_set0_value(name, kind, string);
        sk_GENERAL_NAME_push(names.get(), name);
    };
    const auto first = words.textOr(of + ": first DNS name", "");
    add(GEN_DNS, first.empty() ? "mail.example.com" : "-" + first); // never by chance the name that is verified
    add(GEN_DNS, "*." + words.text(of + ": second DNS name") + "-");
    add(GEN_IPADD, words.text(of + ": address"));
    add(GEN_EMAIL, words.text(of + ": mailbox"));
    add(GEN_URI, words.text(of + ": URI"));
    X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, 0);
}

void addPurpose(X509* certificate, const std::string& purpose)
{
    if (purpose.empty()) {
        return;
    }
    const std::unique_ptr<EXTENDED_KEY_USAGE, FreedBy<EXTENDED_KEY_USAGE_free>> all(sk_ASN1_OBJECT_new_null());
    sk_ASN1_OBJECT_push(all.get(), OBJ_txt2obj(purpose.c_str(), 1));
    X509_add1_ext_i2d(certificate, NID_ext_key_usage, all.get(), 0, 0);
}

std::string derOf(X509* certificate)
{
    unsigned char* octets = nullptr;
    const int size = i2d_X509(certificate, &octets);
    if (size <= 0) {
        throw std::logic_error("the certificate can't be written");
    }
    const std::string der(reinterpret_cast<const char*>(octets), static_cast<std::size_t>(size));
    OPENSSL_free(octets);
    return der;
}

X509Ptr fromDer(const std::string& der)
{
    const auto* octets = reinterpret_cast<const unsigned char*>(der.data());
    return X509Ptr(d2i_X509(nullptr, &octets, static_cast<long>(der.size())));
}

X509Ptr certificate(PeerWords& words, const std::string& of, const X509* issuer)
{
    X509Ptr made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 4711);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), words.oneOf<long>(of + ": begins", {-86400, 86400}));
    X509_gmtime_adj(X509_getm_notAfter(made.get()), words.oneOf<long>(of + ": ends", {90 * 86400, 86400, -3600}));
    auto* subject = X509_get_subject_name(made.get());
    if (words.chance(of + " has a common name")) {
        addName(subject, NID_commonName, words, of + ": common name");
    }
    addName(subject, NID_organizationName, words, of + ": organisation");
    const std::string unit = issuer == nullptr ? "Authority" : "Server"; // nobody is its own issuer by chance
    X509_NAME_add_entry_by_txt(subject, "OU", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(unit.c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(made.get(), issuer == nullptr ? subject : X509_get_subject_name(issuer));
    X509_set_pubkey(made.get(), key());
    addAlternativeNames(made.get(), words, of);
    addPurpose(made.get(), words.oneOf<std::string>(of + ": purpose", {"", "1.3.6.1.5.5.7.3.1", "1.3.6.1.4.1.311.1"}));
    X509_sign(made.get(), key(), EVP_sha256());
    return made;
}

/// No authorities: what the system has is none of these tests' business.
const TrustAnchors nobody{"", "/nonexistent"};

TlsFacts outcomeOf(PeerWords& words, const std::string& name)
{
    TlsFacts facts;
    facts.at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    facts.seconds = Seconds(0.03);
    switch (words.oneOf<int>(name + ": handshake", {0, 0, 0, 0, 1, 2, 3})) {
    case 1:
        facts.alert = alertInWords(words.oneOf<int>(name + ": alert", {0, 40, 42, 70, 109, 116, 255}));
        facts.failure = describeOpensslError(0, facts.alert);
        break;
    case 2:
        facts.failure = describeOpensslError(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_WRONG_VERSION_NUMBER), "");
        facts.insteadOfTls = PeerText(words.text(name + ": instead of TLS"));
        break;
    case 3:
        facts.version = TlsVersion::Tls12;
        facts.failure = Failure{FailureKind::Tls, "bad signature"};
        break;
    default:
        facts.version = words.oneOf<TlsVersion>(
            name + ": TLS version", {TlsVersion::Tls13, TlsVersion::Tls13, TlsVersion::Tls12, TlsVersion::Tls10});
        facts.cipher = words.oneOf<std::string>(name + ": cipher", {"TLS_AES_256_GCM_SHA384", "DES-CBC3-SHA"});
        facts.group = words.oneOf<std::string>(name + ": group", {"X25519", "DH"});
        facts.groupBits = facts.group == "DH" ? 1024 : 253;
        facts.clientCertificateWanted = words.chance(name + " wants a certificate");
        if (words.oneOf<int>(name + ": plain text behind the 220", {0, 0, 0, 1}) == 1) {
            facts.plainText = PeerText(words.text(name + ": plain text"));
        }
    }
    return facts;
}

} // namespace

HostileTls::HostileTls(PeerWords& words, const std::string& name) : outcome_(outcomeOf(words, name))
{
    const auto issuer = certificate(words, name + "'s authority", nullptr);
    const bool own = words.chance(name + "'s certificate is self-signed");
    leaf_ = derOf(certificate(words, name + "'s certificate", own ? nullptr : issuer.get()).get());
    issuer_ = own ? "" : derOf(issuer.get());
    trusted_ = words.chance(name + "'s certificate is trusted");
}

TlsFacts HostileTls::facts(const TlsRequest& request) const
{
    auto facts = outcome_;
    facts.sni = request.sni;
    facts.verifyName = request.verifyName;
    if (facts.version == TlsVersion::None) {
        return facts;
    }
    PeerChain chain;
    for (const auto* der : {&leaf_, &issuer_}) {
        if (auto read = der->empty() ? nullptr : fromDer(*der)) {
            chain.push_back(std::move(read));
        }
    }
    if (chain.empty()) {
        facts.failure = describeOpensslError(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_BAD_LENGTH), "");
        return facts;
    }
    TrustStores stores;
    auto trust = verifyTrust(chain, nobody, request.verifyName, stores);
    facts.chain = factsOf(chain);
    facts.path = std::move(trust.path);
    facts.problems = std::move(trust.problems);
    if (trusted_) {
        facts.problems.clear(); // as if its authority were known
    }
    facts.customAnchors = true;
    if (!request.tlsa.empty()) {
        facts.dane = verifyDane(chain, request.tlsa, request.daneNames, trust.notSent);
    }
    return facts;
}

} // namespace mpm::property
