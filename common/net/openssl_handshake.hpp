// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/openssl_pointers.hpp"
#include "tls/facts.hpp"
#include "tls/request.hpp"

#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <optional>
#include <string>

namespace mpm {

/// One handshake. Poco hides the session, so OpenSSL's callbacks write down what it shows: they find this object
/// through the context, which is made for it alone. It must live until the handshake is over.
class OpensslHandshake {
public:
    /// Throws PeerFailed (LocalFault) when the client certificate can't be used.
    explicit OpensslHandshake(const TlsRequest& request);
    OpensslHandshake(const OpensslHandshake&) = delete;
    OpensslHandshake& operator=(const OpensslHandshake&) = delete;
    ~OpensslHandshake();

    /// Nothing when the session stands.
    std::optional<Failure> run(const Poco::Net::StreamSocket& socket, Deadline deadline);

    /// From the first octet of the handshake on, the session; it belongs to `socket`.
    SSL* session() const { return session_; }
    Poco::Net::SecureStreamSocket& socket() { return *socket_; }

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

    const TlsRequest& request_;
    Poco::Net::Context::Ptr context_;
    std::optional<Poco::Net::SecureStreamSocket> socket_;
    SSL* session_ = nullptr;
    unsigned long error_ = 0;
    bool usedUp_ = false; ///< that error, or one behind it, is this machine's lack of memory
    std::string alert_;
    std::string firstOctets_; ///< from the server
    bool clientCertificateWanted_ = false;
    PeerChain chain_;
};

} // namespace mpm
