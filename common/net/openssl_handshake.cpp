// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_handshake.hpp"

#include "check/peer_text.hpp"
#include "check/range.hpp"
#include "io/ip_address.hpp"
#include "io/resources.hpp"
#include "net/openssl_error.hpp"
#include "net/tcp_channel.hpp"

#include <Poco/Exception.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <optional>

namespace mpm {
namespace {

constexpr std::size_t mostFirstOctets = 512;

Poco::Net::Context::Ptr makeContext(const TlsRequest& request)
{
    Poco::Net::Context::Params parameters;
    parameters.verificationMode = Poco::Net::Context::VERIFY_NONE; // done after the handshake, whatever it finds
    parameters.loadDefaultCAs = false;
    parameters.cipherList = request.lenient ? "DEFAULT:@SECLEVEL=0" : "DEFAULT";
    // Poco's list begins with X448, which costs a round trip with most servers.
    parameters.ecdhCurve = "X25519:P-256:P-384:P-521";
    parameters.certificateFile = request.clientCertificate;
    parameters.privateKeyFile = request.clientKey.empty() ? request.clientCertificate : request.clientKey;
    // The files were looked at before, but that is some time ago.
    const auto unusable =
        "TLS can't be set up" + (request.clientCertificate.empty()
                                     ? ""
                                     : " with the client certificate in '" + printable(request.clientCertificate) +
                                           "' and the key in '" + printable(parameters.privateKeyFile) + "'");
    ERR_clear_error();
    try {
        Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, parameters);
        if (request.clientCertificate.empty() || SSL_CTX_check_private_key(context->sslContext()) == 1) {
            return context;
        }
    } catch (const Poco::Exception&) {
        // In the library's words it says no more than this:
    }
    throwIfOpensslUsedUp();
    demandDescriptor("carry out TLS"); // Poco may have had the error that says so
    throw PeerFailed(FailureKind::LocalFault, unusable);
}

/// A server with two certificates chooses by the signatures that the client can check (RFC 8446 section 4.2.3).
void demandKey(SSL_CTX* context, KeyKind key)
{
    if (key == KeyKind::Rsa) {
        SSL_CTX_set1_sigalgs_list(context,
                                  "RSA-PSS+SHA256:RSA-PSS+SHA384:RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512");
    } else if (key == KeyKind::Ecdsa) {
        SSL_CTX_set1_sigalgs_list(context, "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512");
    }
}

int refuse(X509_STORE_CTX* /*context*/, void* /*nothing*/)
{
    return 0;
}

} // namespace

OpensslHandshake::OpensslHandshake(const TlsRequest& request) : request_(request), context_(makeContext(request))
{
    auto* context = context_->sslContext();
    SSL_CTX_set_min_proto_version(context, static_cast<int>(request.least));
    SSL_CTX_set_max_proto_version(context, static_cast<int>(request.most));
    demandKey(context, request.key);
    SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
    // The callbacks below are good for one handshake; and a server that wants another one means no good.
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_max_cert_list(context, static_cast<long>(request.mostChain));
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS); // there may be hundreds of sessions, most of which wait
    SSL_CTX_set_app_data(context, this);
    SSL_CTX_set_info_callback(context, onEvent);
    SSL_CTX_set_cert_verify_callback(context, onCertificates, this);
    SSL_CTX_set_cert_cb(context, onClientCertificate, this);
}

OpensslHandshake::~OpensslHandshake()
{
    // The session outlives this object and its context lives as long as the session.
    auto* context = context_->sslContext();
    SSL_CTX_set_info_callback(context, nullptr);
    SSL_CTX_set_cert_verify_callback(context, refuse, nullptr);
    SSL_CTX_set_app_data(context, nullptr);
    if (session_ != nullptr) {
        SSL_set_info_callback(session_, nullptr);
        SSL_set_cert_cb(session_, nullptr, nullptr);
        BIO_set_callback_ex(SSL_get_rbio(session_), nullptr);
    }
}

void OpensslHandshake::onEvent(const SSL* ssl, int where, int value)
{
    auto* self = static_cast<OpensslHandshake*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    if (self == nullptr) {
        return;
    }
    if (self->session_ == nullptr) {
        self->session_ =
            const_cast<SSL*>(ssl); // NOLINT(cppcoreguidelines-pro-type-const-cast): Poco hands out no other
        BIO_set_callback_arg(SSL_get_rbio(ssl), reinterpret_cast<char*>(self)); // NOLINT(*-reinterpret-cast): its type
        BIO_set_callback_ex(SSL_get_rbio(ssl), onOctets);
    }
    if ((where & SSL_CB_READ_ALERT) == SSL_CB_READ_ALERT && (value >> 8) == SSL3_AL_FATAL) {
        self->alert_ = alertInWords(value & 0xFF);
    }
    if (where == SSL_CB_CONNECT_EXIT && value <= 0) {
        self->error_ = ERR_peek_error(); // Poco takes it from the queue and makes a text of it
        while (const auto error = ERR_get_error()) {
            self->usedUp_ = self->usedUp_ || saysOpensslUsedUp(error);
        }
    }
}

/// OpenSSL reads a record's first octets by themselves and keeps them to itself if they are no TLS.
long OpensslHandshake::onOctets(BIO* bio, int operation, const char* octets, std::size_t /*length*/, int /*number*/,
                                long /*value*/, int result, std::size_t* count)
{
    auto* self = reinterpret_cast<OpensslHandshake*>(BIO_get_callback_arg(bio));
    if (operation == (BIO_CB_READ | BIO_CB_RETURN) && result > 0 && count != nullptr &&
        self->firstOctets_.size() < mostFirstOctets) {
        self->firstOctets_.append(octets, std::min(*count, mostFirstOctets - self->firstOctets_.size()));
    }
    return result;
}

std::string OpensslHandshake::insteadOfTls() const
{
    const bool plain = !firstOctets_.empty() && !beginsTlsRecord(firstOctets_);
    if (!plain || !socket_) {
        return {};
    }
    auto text = firstOctets_;
    std::array<char, mostFirstOctets> rest; // NOLINT(cppcoreguidelines-pro-type-member-init): written by recv
    const auto count = ::recv(socket_->impl()->sockfd(), rest.data(), rest.size(), MSG_DONTWAIT);
    text.append(rest.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return text.substr(0, text.find("\x16\x03")); // what it begins once it is through with the text
}

int OpensslHandshake::onCertificates(X509_STORE_CTX* context, void* handshake)
{
    auto* self = static_cast<OpensslHandshake*>(handshake);
    const auto* sent = X509_STORE_CTX_get0_untrusted(context);
    for (int i = 0; i < sk_X509_num(sent); ++i) {
        auto* certificate = sk_X509_value(sent, i);
        X509_up_ref(certificate);
        self->chain_.emplace_back(certificate);
    }
    X509_STORE_CTX_set_error(context, X509_V_OK);
    return 1;
}

int OpensslHandshake::onClientCertificate(SSL* /*ssl*/, void* handshake)
{
    static_cast<OpensslHandshake*>(handshake)->clientCertificateWanted_ = true;
    return 1;
}

OpensslHandshake::Attempt OpensslHandshake::attempt()
{
    using Poco::Net::SecureStreamSocket;
    error_ = 0;
    try {
        ERR_clear_error();
        const int result = socket_->completeHandshake();
        if (result > 0) {
            return {};
        }
        // An error counts before a wait, as in SSL_get_error, which looks for it in the queue that onEvent has emptied:
        // OpenSSL 3.5 seems to wait then for a server that is gone.
        const bool waits =
            result == SecureStreamSocket::ERR_SSL_WANT_READ || result == SecureStreamSocket::ERR_SSL_WANT_WRITE;
        if (waits && error_ == 0) {
            return {std::nullopt,
                    static_cast<short>(result == SecureStreamSocket::ERR_SSL_WANT_READ ? POLLIN : POLLOUT)};
        }
    } catch (const Poco::Exception&) {
        // What it says stands in error_ and alert_ too, and there more clearly.
    }
    if (usedUp_) {
        throw MachineUnfit("this machine can't carry out TLS: out of memory");
    }
    auto failure = describeOpensslError(error_, alert_);
    failure.kind = FailureKind::Tls;
    ERR_clear_error();
    return {failure, 0};
}

std::optional<Failure> OpensslHandshake::run(const Poco::Net::StreamSocket& socket, Deadline deadline)
{
    const auto start = Clock::now();
    const bool nameable = !IpAddress::parse(request_.sni); // RFC 6066 section 3: no addresses
    try {
        socket_ = Poco::Net::SecureStreamSocket::attach(socket, nameable ? request_.sni : "", context_);
    } catch (const Poco::Exception& error) {
        throwIfOpensslUsedUp();
        return Failure{FailureKind::LocalFault, "TLS can't be set up: " + harmless(error.displayText())};
    }
    while (true) {
        const auto step = attempt();
        if (step.failure || step.awaited == 0) {
            return step.failure;
        }
        if (deadline.passed() || !waitFor(socket.impl()->sockfd(), step.awaited, deadline)) {
            return Failure{FailureKind::TimedOut, "no end within " + formatNumber(since(start).count(), 1) + " s"};
        }
    }
}

} // namespace mpm
