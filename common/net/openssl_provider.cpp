// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_provider.hpp"

#include "io/wall_clock.hpp"
#include "net/openssl_certificate.hpp"
#include "net/openssl_channel.hpp"
#include "net/openssl_dane.hpp"
#include "net/openssl_files.hpp"
#include "net/openssl_handshake.hpp"
#include "net/openssl_staple.hpp"
#include "net/openssl_verify.hpp"

namespace mpm {
namespace {

void noteSession(SSL* ssl, TlsFacts& facts)
{
    facts.version = static_cast<TlsVersion>(SSL_version(ssl));
    facts.cipher = SSL_get_cipher_name(ssl);
    EVP_PKEY* raw = nullptr;
    if (SSL_get_peer_tmp_key(ssl, &raw) == 1) {
        const KeyPtr key(raw);
        if (const auto* type = EVP_PKEY_get0_type_name(key.get()); type != nullptr) {
            facts.group = type;
        }
        facts.groupBits = EVP_PKEY_get_bits(key.get());
        std::array<char, 64> name{};
        std::size_t length = 0;
        if (facts.group == "EC" && EVP_PKEY_get_group_name(key.get(), name.data(), name.size(), &length) == 1) {
            facts.group.assign(name.data(), length);
        }
    }
}

void noteCertificates(const PeerChain& chain, const TlsRequest& request, TrustStores& stores, TlsFacts& facts)
{
    facts.at = wallClock();
    facts.verifyName = request.verifyName;
    facts.customAnchors = !request.anchors.file.empty() || !request.anchors.path.empty();
    if (chain.empty()) {
        return;
    }
    demandRight(facts.at);
    facts.chain = factsOf(chain);
    auto trust = verifyTrust(chain, request.anchors, request.verifyName, stores);
    facts.problems = std::move(trust.problems);
    facts.path = std::move(trust.path);
    if (!request.tlsa.empty() && !request.daneNames.empty()) {
        facts.dane = verifyDane(chain, request.tlsa, request.daneNames, trust.notSent);
    }
}

} // namespace

std::string OpensslProvider::faultOfFiles(const TlsRequest& request)
{
    return mpm::faultOfFiles(request, stores_);
}

TlsStart OpensslProvider::start(int socket, const TlsRequest& request, Deadline deadline)
{
    TlsStart result;
    auto& facts = result.facts;
    const auto start = Clock::now();
    try {
        facts.sni = request.sni;
        OpensslHandshake handshake(request);
        facts.failure = handshake.run(socket, deadline);
        facts.seconds = since(start);
        facts.alert = handshake.alert();
        facts.insteadOfTls = PeerText(facts.failure ? handshake.insteadOfTls() : "");
        facts.clientCertificateWanted = handshake.clientCertificateWanted();
        facts.clientCertificateShown = !request.clientCertificate.empty();
        noteCertificates(handshake.chain(), request, stores_, facts);
        if (!handshake.chain().empty()) { // only then it is the version that was agreed on
            facts.version = static_cast<TlsVersion>(SSL_version(handshake.session()));
        }
        if (!facts.failure) {
            noteSession(handshake.session(), facts);
            facts.staple = readStaple(handshake.session(), handshake.chain());
            result.channel = std::make_unique<OpensslChannel>(handshake.takeSession());
        }
    } catch (const PeerFailed& failed) {
        facts.failure = failed.failure();
        result.channel.reset();
    }
    return result;
}

} // namespace mpm
