// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/dialogue.hpp"

#include "check/append.hpp"
#include "check/peer_text.hpp"

namespace mpm {
namespace {

constexpr std::size_t mostSteps = 500;

} // namespace

bool RetrievalDialogue::beginTls(const TlsRequest& request)
{
    const auto start = Clock::now();
    tls_ = channel_.startTls(request, deadline_);
    transcript_.add("* " + (tls_->failure
                                ? "TLS: " + tls_->failure->detail
                                : std::string(toString(tls_->version)) + " " + tls_->cipher + " " + tls_->group));
    usable_ = tls_->established();
    noteStep(RetrievalStep::Tls, since(start));
    return usable_;
}

void RetrievalDialogue::secureAfter(const std::string& early, const TlsRequest& request)
{
    const PeerText plainText(secrets_.maskedFragment(early));
    if (beginsTlsRecord(plainText.raw())) {
        tls_.emplace();
        tls_->failure = Failure{FailureKind::Tls, "the server sent TLS before the client had begun it"};
        usable_ = false;
        return;
    }
    if (!plainText.raw().empty()) {
        transcript_.add("* in the clear before the handshake: " + plainText.shown());
    }
    beginTls(request);
    tls_->plainText = plainText.raw().empty() ? PeerText(secrets_.maskedFragment(tls_->insteadOfTls.raw())) : plainText;
}

void RetrievalDialogue::noteStep(RetrievalStep step, Seconds seconds)
{
    if (steps_.size() < mostSteps) {
        steps_.push_back({step, seconds});
    }
}

StoreFacts factsWith(StoreFacts before, const RetrievalDialogue* session, const MailboxUrl& url)
{
    auto facts = std::move(before);
    if (session != nullptr) {
        facts.tls = session->tls() ? session->tls() : facts.tls;
        append(facts.steps, session->steps());
        append(facts.transcript, session->transcript().lines());
        facts.capabilities.clear();
        for (const auto& capability : session->capabilities()) {
            facts.capabilities.push_back(harmless(session->secrets().masked(capability), 80));
        }
    }
    if (facts.endpoint) {
        facts.subject = printable(url.toString()) + " " + facts.endpoint->toString();
    }
    return facts;
}

} // namespace mpm
