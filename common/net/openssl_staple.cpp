// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_staple.hpp"

#include <openssl/err.h>
#include <openssl/ocsp.h>

namespace mpm {
namespace {

using ResponsePtr = std::unique_ptr<OCSP_RESPONSE, FreedBy<OCSP_RESPONSE_free>>;
using BasicPtr = std::unique_ptr<OCSP_BASICRESP, FreedBy<OCSP_BASICRESP_free>>;
using IdPtr = std::unique_ptr<OCSP_CERTID, FreedBy<OCSP_CERTID_free>>;

OcspStaple unusable(const char* why)
{
    ERR_clear_error();
    return {OcspStaple::State::Unusable, why};
}

/// The sent issuer is taken as trusted here: whether it is, is verifyTrust's to say.
bool isSignedByIssuer(OCSP_BASICRESP* basic, const PeerChain& chain)
{
    const auto sent = stackOf(chain);
    const StorePtr store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), chain[1].get());
    X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
    return OCSP_basic_verify(basic, sent.get(), store.get(), 0) == 1;
}

} // namespace

OcspStaple readStaple(SSL* ssl, const PeerChain& chain)
{
    const unsigned char* octets = nullptr;
    const auto size = SSL_get_tlsext_status_ocsp_resp(ssl, &octets);
    if (size <= 0 || octets == nullptr) {
        return {};
    }
    const ResponsePtr response(d2i_OCSP_RESPONSE(nullptr, &octets, size));
    if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
        return unusable("it is no successful OCSP response");
    }
    const BasicPtr basic(OCSP_response_get1_basic(response.get()));
    if (!basic || chain.size() < 2 || !isSignedByIssuer(basic.get(), chain)) {
        return unusable("its signature can't be verified");
    }
    const IdPtr id(OCSP_cert_to_id(nullptr, chain[0].get(), chain[1].get()));
    int status = V_OCSP_CERTSTATUS_UNKNOWN;
    ASN1_GENERALIZEDTIME* thisUpdate = nullptr;
    ASN1_GENERALIZEDTIME* nextUpdate = nullptr;
    if (OCSP_resp_find_status(basic.get(), id.get(), &status, nullptr, nullptr, &thisUpdate, &nextUpdate) != 1) {
        return unusable("it is about another certificate");
    }
    constexpr long leeway = 300; // seconds that clocks may differ
    if (OCSP_check_validity(thisUpdate, nextUpdate, leeway, -1) != 1) {
        return unusable("its time is over or has not come");
    }
    switch (status) {
    case V_OCSP_CERTSTATUS_GOOD: return {OcspStaple::State::Good, ""};
    case V_OCSP_CERTSTATUS_REVOKED: return {OcspStaple::State::Revoked, ""};
    default: return {OcspStaple::State::Unknown, ""};
    }
}

} // namespace mpm
