// SPDX-License-Identifier: GPL-3.0-or-later
// How a session gets into TLS.
#include "smtp/session.hpp"

namespace mpm {
namespace {

/// A server that can't do TLS after all may say so in the clear where its half of the handshake is due.
bool isRefusal(std::string_view text)
{
    return text.starts_with('4') || text.starts_with('5');
}

} // namespace

bool SmtpSession::beginTls(const TlsRequest& request)
{
    shakeHands(request);
    return usable_;
}

Exchange SmtpSession::startTls(const TlsRequest& request, const std::string& smuggled)
{
    auto exchange = command(Step::StartTls, smuggled.empty() ? "STARTTLS" : "STARTTLS\r\n" + smuggled);
    if (exchange.answered(220)) {
        const auto early = takePlainText();
        if (beginsTlsRecord(early.raw())) {
            failHandshake({FailureKind::Tls, "the server sent TLS before the client had begun it"});
        } else {
            shakeHands(request);
            const PeerText late(secrets_.maskedFragment(tls_->insteadOfTls.raw())); // in a segment of its own
            tls_->plainText = early.raw().empty() && !isRefusal(late.raw()) ? late : early;
        }
        forgetCapabilities();
    }
    return exchange;
}

void SmtpSession::failHandshake(Failure failure)
{
    tls_.emplace();
    transcript_.add("* TLS: " + failure.detail);
    tls_->failure = std::move(failure);
    connected_ = usable_ = false;
}

/// Whatever waits in the clear is nobody's answer (RFC 3207 section 4.2): it is kept as evidence only.
PeerText SmtpSession::takePlainText()
{
    try {
        parser_.feed(channel_.receivePending());
    } catch (const PeerFailed&) {
        // The handshake will meet the same end, and says at which point.
    }
    PeerText plainText(secrets_.maskedFragment(parser_.discardPending()));
    if (!plainText.raw().empty() && !beginsTlsRecord(plainText.raw())) {
        transcript_.add("* in the clear before the handshake: " + plainText.shown());
    }
    return plainText;
}

void SmtpSession::shakeHands(const TlsRequest& request)
{
    tls_ = channel_.startTls(request, deadline_);
    transcript_.add("* " + (tls_->failure
                                ? "TLS: " + tls_->failure->detail
                                : std::string(toString(tls_->version)) + " " + tls_->cipher + " " + tls_->group));
    connected_ = usable_ = tls_->established();
}

} // namespace mpm
