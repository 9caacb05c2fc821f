// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/facts.hpp"
#include "tls/request.hpp"

#include <optional>
#include <string>

namespace mpm {

/// One handshake. OpenSSL's callbacks write down what it shows: they find this object through the context, which is
/// made for it alone.
class OpensslHandshake {
public:
    /// Throws PeerFailed (LocalFault) when the client certificate can't be used.
    explicit OpensslHandshake(const TlsRequest& request);
    OpensslHandshake(const OpensslHandshake&) = delete;
    OpensslHandshake& operator=(const OpensslHandshake&) = delete;
    ~OpensslHandshake() = default;

    /// Nothing when the session stands. The socket stays the caller's and must outlive the session.
    std::optional<Failure> run(int socket, Deadline deadline);

    /// Once the handshake has begun.
    SSL* session() const { return session_.get(); }

    /// The session that stands is the caller's from now on.
    SslPtr takeSession();

    /// The fatal alert that the server sent, in words.
    const std::string& alert() const { return alert_; }
    bool clientCertificateWanted() const { return clientCertificateWanted_; }
    const PeerChain& chain() const { return chain_; }

    /// What came in the place of the first TLS record (RFC 8446 section 5.1), its beginning; empty where one came.
    std::string insteadOfTls() const;

private:
    static void onEvent(const SSL* ssl, int where, int value);
    static int onCertificates(X509_STORE_CTX* context, void* handshake);
    static int onClientCertificate(SSL* ssl, void* handshake);
    static long onOctets(BIO* bio, int operation, const char* octets, std::size_t length, int number, long value,
                         int result, std::size_t* count);

    /// One step. Done, failed, or to be called again when poll(2) reports the events.
    struct Attempt {
        std::optional<Failure> failure;
        short awaited = 0;
    };
    Attempt attempt();
    void forgetThis();

    const TlsRequest& request_;
    SslContextPtr context_;
    std::string alert_;
    std::string firstOctets_; ///< from the server
    bool clientCertificateWanted_ = false;
    PeerChain chain_;
    SslPtr session_; ///< ends first: its callbacks refer to what is above
};

} // namespace mpm
