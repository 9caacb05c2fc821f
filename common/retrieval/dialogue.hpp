// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/mailbox_url.hpp"
#include "retrieval/message_store.hpp"
#include "retrieval/step.hpp"
#include "smtp/secrets.hpp"
#include "smtp/transcript.hpp"
#include "tls/channel.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mpm {

/// What the client's sides of IMAP and POP3 have in common: one connection, TLS on it, what must never be shown, and
/// what was said. After a failure the dialogue is over: `usable` is false and nothing more may be said.
class RetrievalDialogue {
public:
    RetrievalDialogue(Channel& channel, Deadline deadline) : channel_(channel), deadline_(deadline) {}

    Deadline deadline() const { return deadline_; }

    /// TLS from the first octet on, before the greeting; false when there is no session (`tls` says why).
    bool beginTls(const TlsRequest& request);

    bool usable() const { return usable_; }
    const std::optional<TlsFacts>& tls() const { return tls_; }

    /// In capitals, as the server says them; for decisions, never for output once there are secrets.
    const std::vector<std::string>& capabilities() const { return capabilities_; }

    /// From here on masked in whatever the server says, but for the data that was wanted.
    void conceal(const Secret& password) { secrets_.add(password); }
    void conceal(const FramedSecret& response) { secrets_.add(response); }
    void concealSent(const Secret& response) { secrets_.addSent(response); }
    const Secrets& secrets() const { return secrets_; }

    const Transcript& transcript() const { return transcript_; }
    const std::vector<RetrievalStepTime>& steps() const { return steps_; }

protected:
    /// TLS once the server has consented. What waits in the clear is nobody's answer: it is kept as evidence only.
    template <typename Parser>
    void secure(Parser& parser, const TlsRequest& request)
    {
        try {
            parser.feed(channel_.receivePending());
        } catch (const PeerFailed&) {
            // The handshake will meet the same end, and says at which point.
        }
        secureAfter(parser.discardPending(), request);
    }

    void noteStep(RetrievalStep step, Seconds seconds);

    Channel& channel_;
    Deadline deadline_;
    std::vector<std::string> capabilities_;
    std::optional<TlsFacts> tls_;
    Secrets secrets_;
    Transcript transcript_;
    bool usable_ = true;

private:
    void secureAfter(const std::string& early, const TlsRequest& request);

    std::vector<RetrievalStepTime> steps_;
};

/// What is known of a mailbox: `before` with all that this session saw; null where there is none.
StoreFacts factsWith(StoreFacts before, const RetrievalDialogue* session, const MailboxUrl& url);

} // namespace mpm
