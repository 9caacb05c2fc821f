// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_handshake.hpp"

#include "check/peer_text.hpp"
#include "check/range.hpp"
#include "io/ip_address.hpp"
#include "io/resources.hpp"
#include "net/openssl_error.hpp"
#include "net/tcp_channel.hpp"

#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t mostFirstOctets = 512;

/// There is nobody to type one.
int noPassphrase(char* /*buffer*/, int /*size*/, int /*forWriting*/, void* /*nothing*/)
{
    return -1;
}

bool useCertificate(SSL_CTX* context, const std::string& certificate, const std::string& key)
{
    return SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) == 1 &&
           SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) == 1 &&
           SSL_CTX_check_private_key(context) == 1;
}

/// OpenSSL sets itself up here, with the machine's own configuration (openssl.cnf); its words for errors stay where
/// they are until there is one.
SslContextPtr makeContext(const TlsRequest& request)
{
    const auto& certificate = request.clientCertificate;
    const auto& key = request.clientKey.empty() ? certificate : request.clientKey;
    ERR_clear_error();
    SslContextPtr context(SSL_CTX_new(TLS_client_method()));
    if (context && (!request.lenient || SSL_CTX_set_cipher_list(context.get(), "DEFAULT:@SECLEVEL=0") == 1) &&
        // The same with every version of OpenSSL: what nearly all servers take, the quickest first.
        SSL_CTX_set1_groups_list(context.get(), "X25519:P-256:P-384:P-521") == 1) {
        SSL_CTX_set_options(context.get(), SSL_OP_ALL);
        SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
        SSL_CTX_set_default_passwd_cb(context.get(), noPassphrase);
        if (certificate.empty() || useCertificate(context.get(), certificate, key)) {
            return context;
        }
    }
    throwIfOpensslUsedUp();
    demandDescriptor("carry out TLS"); // that says why a file could not be read
    // The files were looked at before, but that is some time ago.
    throw PeerFailed(FailureKind::LocalFault,
                     "TLS can't be set up" + (certificate.empty()
                                                  ? ""
                                                  : " with the client certificate in '" + printable(certificate) +
                                                        "' and the key in '" + printable(key) + "'"));
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
    auto* context = context_.get();
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

/// The session's context lives as long as the session.
void OpensslHandshake::forgetThis()
{
    SSL_CTX_set_info_callback(context_.get(), nullptr);
    SSL_CTX_set_cert_verify_callback(context_.get(), refuse, nullptr);
    SSL_CTX_set_app_data(context_.get(), nullptr);
    SSL_set_info_callback(session_.get(), nullptr);
    SSL_set_cert_cb(session_.get(), nullptr, nullptr);
    BIO_set_callback_ex(SSL_get_rbio(session_.get()), nullptr);
}

SslPtr OpensslHandshake::takeSession()
{
    forgetThis();
    return std::move(session_);
}

void OpensslHandshake::onEvent(const SSL* ssl, int where, int value)
{
    auto* self = static_cast<OpensslHandshake*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    if (self == nullptr) {
        return;
    }
    if ((where & SSL_CB_READ_ALERT) == SSL_CB_READ_ALERT && (value >> 8) == SSL3_AL_FATAL) {
        self->alert_ = alertInWords(value & 0xFF);
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
    if (!plain) {
        return {};
    }
    auto text = firstOctets_;
    std::array<char, mostFirstOctets> rest; // NOLINT(cppcoreguidelines-pro-type-member-init): written by recv
    const auto count = ::recv(SSL_get_fd(session_.get()), rest.data(), rest.size(), MSG_DONTWAIT);
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
    ERR_clear_error();
    const int result = SSL_connect(session_.get());
    if (result == 1) {
        return {};
    }
    switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ: return {std::nullopt, POLLIN};
    case SSL_ERROR_WANT_WRITE: return {std::nullopt, POLLOUT};
    default: break;
    }
    const auto error = ERR_peek_error();
    bool usedUp = false; // what this machine lacks may stand behind another error
    while (const auto next = ERR_get_error()) {
        usedUp = usedUp || saysOpensslUsedUp(next);
    }
    if (usedUp) {
        throw MachineUnfit("this machine can't carry out TLS: out of memory");
    }
    auto failure = describeOpensslError(error, alert_);
    failure.kind = FailureKind::Tls;
    return {failure, 0};
}

std::optional<Failure> OpensslHandshake::run(int socket, Deadline deadline)
{
    const auto start = Clock::now();
    const bool nameable = !request_.sni.empty() && !IpAddress::parse(request_.sni); // RFC 6066 section 3: no addresses
    ERR_clear_error();
    session_.reset(SSL_new(context_.get()));
    if (!session_ || SSL_set_fd(session_.get(), socket) != 1 ||
        (nameable && SSL_set_tlsext_host_name(session_.get(), request_.sni.c_str()) != 1)) {
        throwIfOpensslUsedUp();
        return Failure{FailureKind::LocalFault, "TLS can't be set up"};
    }
    auto* octets = SSL_get_rbio(session_.get());
    BIO_set_callback_arg(octets, reinterpret_cast<char*>(this)); // NOLINT(*-reinterpret-cast): its type
    BIO_set_callback_ex(octets, onOctets);
    while (true) {
        const auto step = attempt();
        if (step.failure || step.awaited == 0) {
            return step.failure;
        }
        if (deadline.passed() || !waitFor(socket, step.awaited, deadline)) {
            return Failure{FailureKind::TimedOut, "no end within " + formatNumber(since(start).count(), 1) + " s"};
        }
    }
}

} // namespace mpm
