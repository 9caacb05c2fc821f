// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_certificate.hpp"

#include "check/hex.hpp"
#include "check/peer_text.hpp"
#include "io/ip_address.hpp"

#include <array>
#include <ctime>

namespace mpm {
namespace {

constexpr std::size_t longestName = 512;

std::string textOf(const X509_NAME* name)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char* octets = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &octets);
    return size <= 0 ? std::string() : harmless({octets, static_cast<std::size_t>(size)}, longestName);
}

std::string octetsOf(const ASN1_STRING* string)
{
    const auto* data = reinterpret_cast<const char*>(ASN1_STRING_get0_data(string));
    return {data, static_cast<std::size_t>(ASN1_STRING_length(string))};
}

UnixTime timeOf(const ASN1_TIME* time)
{
    std::tm broken{};
    if (ASN1_TIME_to_tm(time, &broken) != 1) {
        return UnixTime{};
    }
    return UnixTime{std::chrono::seconds(timegm(&broken))};
}

std::vector<std::string> namesOf(X509* certificate, int most)
{
    std::vector<std::string> names;
    const std::unique_ptr<GENERAL_NAMES, FreedBy<GENERAL_NAMES_free>> all(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()) && i < most; ++i) {
        const auto* name = sk_GENERAL_NAME_value(all.get(), i);
        if (name->type == GEN_DNS) {
            names.push_back(harmless(octetsOf(name->d.dNSName)));
        } else if (name->type == GEN_IPADD) {
            const auto octets = octetsOf(name->d.iPAddress);
            const auto* first = reinterpret_cast<const std::uint8_t*>(octets.data());
            if (const auto address = IpAddress::fromOctets({first, octets.size()})) {
                names.push_back(address->toString());
            }
        }
    }
    return names;
}

bool namesIssuerUrl(X509* certificate)
{
    const std::unique_ptr<AUTHORITY_INFO_ACCESS, FreedBy<AUTHORITY_INFO_ACCESS_free>> all(
        static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    for (int i = 0; all && i < sk_ACCESS_DESCRIPTION_num(all.get()); ++i) {
        if (OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(all.get(), i)->method) == NID_ad_ca_issuers) {
            return true;
        }
    }
    return false;
}

std::vector<std::string> purposesOf(X509* certificate)
{
    std::vector<std::string> purposes;
    const std::unique_ptr<EXTENDED_KEY_USAGE, FreedBy<EXTENDED_KEY_USAGE_free>> all(
        static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    for (int i = 0; all && i < sk_ASN1_OBJECT_num(all.get()); ++i) {
        std::array<char, 80> text{};
        const auto* object = sk_ASN1_OBJECT_value(all.get(), i);
        const int known = OBJ_obj2nid(object);
        if (known != NID_undef) {
            purposes.emplace_back(OBJ_nid2sn(known));
        } else if (OBJ_obj2txt(text.data(), text.size(), object, 1) > 0) {
            purposes.emplace_back(text.data());
        }
    }
    return purposes;
}

std::string toHex(const unsigned char* octets, std::size_t size)
{
    return mpm::toHex({reinterpret_cast<const char*>(octets), size});
}

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string fingerprintOf(const X509* certificate)
{
    Digest digest{};
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), digest.data(), &size);
    return toHex(digest.data(), size);
}

std::string keyDigestOf(const X509* certificate)
{
    unsigned char* der = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    Digest digest{};
    unsigned size = 0;
    if (length > 0) {
        EVP_Digest(der, static_cast<std::size_t>(length), digest.data(), &size, EVP_sha256(), nullptr);
    }
    OPENSSL_free(der);
    return toHex(digest.data(), size);
}

std::string digestNameOf(X509* certificate)
{
    int digest = NID_undef;
    return X509_get_signature_info(certificate, &digest, nullptr, nullptr, nullptr) == 1 && digest != NID_undef
               ? OBJ_nid2sn(digest)
               : "";
}

} // namespace

Certificate factsOf(X509* certificate, int names, Origin origin)
{
    Certificate facts;
    facts.subject = textOf(X509_get_subject_name(certificate));
    facts.issuer = textOf(X509_get_issuer_name(certificate));
    facts.names = namesOf(certificate, names);
    const auto* serial = X509_get0_serialNumber(certificate);
    facts.serial = toHex(ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial)));
    facts.notBefore = timeOf(X509_get0_notBefore(certificate));
    facts.notAfter = timeOf(X509_get0_notAfter(certificate));
    if (const auto* key = X509_get0_pubkey(certificate)) {
        const auto* type = EVP_PKEY_get0_type_name(key);
        facts.keyType = type == nullptr ? "" : type;
        facts.keyBits = EVP_PKEY_get_bits(key);
    }
    facts.digest = digestNameOf(certificate);
    facts.fingerprint = fingerprintOf(certificate);
    facts.spkiSha256 = keyDigestOf(certificate);
    facts.purposes = purposesOf(certificate);
    facts.selfSigned = X509_self_signed(certificate, origin == Origin::Sent ? 1 : 0) == 1;
    facts.authority = X509_check_ca(certificate) > 0;
    facts.namesIssuerUrl = namesIssuerUrl(certificate);
    return facts;
}

std::vector<Certificate> factsOf(const PeerChain& chain)
{
    std::vector<Certificate> facts;
    for (const auto& certificate : chain) {
        if (facts.size() < mostCertificates) {
            facts.push_back(factsOf(certificate.get(), facts.empty() ? mostNames : mostOtherNames));
        }
    }
    return facts;
}

} // namespace mpm
