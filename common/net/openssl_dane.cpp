// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_dane.hpp"

#include "net/openssl_certificate.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <new>

namespace mpm {
namespace {

SslContextPtr daneContext()
{
    SslContextPtr context(SSL_CTX_new(TLS_client_method()));
    if (!context || SSL_CTX_dane_enable(context.get()) != 1) {
        throw std::bad_alloc();
    }
    SSL_CTX_dane_set_flags(context.get(), DANE_FLAG_NO_DANE_EE_NAMECHECKS);
    return context;
}

struct Match {
    bool found = false;
    bool heldBack = false;
    std::string detail;
};

/// OpenSSL looks at dates and names only once a record has matched.
bool isOfDateOrName(int error)
{
    return error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID ||
           error == X509_V_ERR_HOSTNAME_MISMATCH;
}

/// An SSL object that never connects carries the records into the verification.
Match match(SSL_CTX* ssl, const PeerChain& chain, const std::vector<TlsaRecord>& records,
            const std::vector<std::string>& names, const PeerChain& alsoSent = {})
{
    const SslPtr carrier(SSL_new(ssl));
    SSL_dane_enable(carrier.get(), names.front().c_str());
    SSL_set_hostflags(carrier.get(), X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    for (std::size_t i = 1; i < names.size(); ++i) {
        SSL_add1_host(carrier.get(), names[i].c_str());
    }
    int taken = 0;
    for (const auto& record : records) {
        const auto* data = reinterpret_cast<const unsigned char*>(record.data.data());
        taken += SSL_dane_tlsa_add(carrier.get(), record.usage, record.selector, record.matching, data,
                                   record.data.size()) == 1
                     ? 1
                     : 0;
    }
    if (taken == 0) {
        ERR_clear_error();
        return {false, false, "its data can't be read"};
    }
    const auto sent = stackOf(chain);
    for (const auto& certificate : alsoSent) {
        sk_X509_push(sent.get(), certificate.get());
    }
    const StorePtr noAuthorities(X509_STORE_new());
    const StoreContextPtr context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), noAuthorities.get(), chain.front().get(), sent.get());
    X509_STORE_CTX_set0_dane(context.get(), SSL_get0_dane(carrier.get()));
    X509_STORE_CTX_set_default(context.get(), "ssl_server");
    X509_VERIFY_PARAM_set1(X509_STORE_CTX_get0_param(context.get()), SSL_get0_param(carrier.get()));
    const bool good = X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    const int error = X509_STORE_CTX_get_error(context.get());
    if (good) {
        return {true, false, ""};
    }
    return {false, isOfDateOrName(error),
            error == X509_V_ERR_DANE_NO_MATCH ? "matches no certificate" : X509_verify_cert_error_string(error)};
}

/// The path up to and with this certificate.
PeerChain chainUpTo(const PeerChain& path, const X509* last)
{
    PeerChain part;
    for (const auto& certificate : path) {
        X509_up_ref(certificate.get());
        part.emplace_back(certificate.get());
        if (certificate.get() == last) {
            break;
        }
    }
    return part;
}

/// The short name of the certificate that the record would match, had the server sent it; empty without one.
std::string authorityOf(SSL_CTX* ssl, const PeerChain& chain, const TlsaRecord& record,
                        const std::vector<std::string>& names, const PeerChain& notSent)
{
    const auto whole = match(ssl, chain, {record}, names, notSent);
    if (!whole.found && !whole.heldBack) {
        return {};
    }
    for (const auto& certificate : notSent) {
        PeerChain path = chainUpTo(notSent, certificate.get());
        const auto outcome = match(ssl, chain, {record}, names, path);
        if (outcome.found || outcome.heldBack) {
            return factsOf(certificate.get()).shortName();
        }
    }
    return {};
}

std::string octetsOf(const X509* certificate, bool keyAlone)
{
    unsigned char* der = nullptr;
    const int length =
        keyAlone ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der) : i2d_X509(certificate, &der);
    std::string octets(reinterpret_cast<const char*>(der), static_cast<std::size_t>(std::max(length, 0)));
    OPENSSL_free(der);
    return octets;
}

/// Whether what a record holds in full is among the certificates or their keys.
bool isSent(const TlsaRecord& record, const PeerChain& chain)
{
    return std::any_of(chain.begin(), chain.end(), [&](const X509Ptr& certificate) {
        return octetsOf(certificate.get(), record.selector == 1) == record.data;
    });
}

/// What a record holds in full.
std::string nameIn(const TlsaRecord& record)
{
    const auto* data = reinterpret_cast<const unsigned char*>(record.data.data());
    const X509Ptr certificate(record.selector == 0 ? d2i_X509(nullptr, &data, static_cast<long>(record.data.size()))
                                                   : nullptr);
    return certificate ? "the certificate " + factsOf(certificate.get()).shortName() : "the key";
}

} // namespace

DaneFacts verifyDane(const PeerChain& chain, const std::vector<TlsaRecord>& records,
                     const std::vector<std::string>& names, const PeerChain& notSent)
{
    const auto context = daneContext();
    DaneFacts facts;
    std::vector<TlsaRecord> usable;
    for (const auto& record : records) {
        TlsaResult result;
        result.record = record;
        result.usability = usabilityOf(record);
        if (result.usability == TlsaUsability::Usable) {
            auto outcome = match(context.get(), chain, {record}, names);
            result.matches = outcome.found;
            result.heldBack = outcome.heldBack;
            result.detail = std::move(outcome.detail);
            facts.byEndEntity = facts.byEndEntity || (outcome.found && record.usage == 3);
            if (record.usage == 2 && !outcome.found && !outcome.heldBack) {
                result.notSent = authorityOf(context.get(), chain, record, names, notSent);
            } else if (record.usage == 2 && record.matching == 0 && !isSent(record, chain)) {
                result.notSent = nameIn(record);
            }
            usable.push_back(record);
        }
        facts.records.push_back(std::move(result));
    }
    facts.authenticated = !usable.empty() && match(context.get(), chain, usable, names).found;
    return facts;
}

} // namespace mpm
