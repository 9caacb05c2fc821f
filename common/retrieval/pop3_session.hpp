// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/pop3_parser.hpp"
#include "retrieval/step.hpp"
#include "smtp/secrets.hpp"
#include "smtp/transcript.hpp"
#include "tls/channel.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

constexpr std::size_t mostPop3Octets = 3UL << 20; ///< to one command

/// A command and what came back: a reply, or a failure.
struct Pop3Exchange {
    RetrievalStep step = RetrievalStep::Greeting;
    std::string command;               ///< as sent, without CRLF, secrets masked; empty for the greeting
    std::optional<Pop3Reply> reply;    ///< its text with secrets masked, its lines as they came
    std::optional<PeerText> challenge; ///< as it came, never to be shown
    std::optional<Failure> failure;
    Seconds seconds{0};

    bool ok() const { return reply && reply->kind == Pop3Reply::Kind::Ok; }
};

/// What an exchange that did not end with +OK means; nothing for one that did. RFC 2449 section 8: [IN-USE],
/// [LOGIN-DELAY], [SYS/TEMP] are temporary.
std::optional<RetrievalFailure> failureOf(const Pop3Exchange& exchange);

/// The client's side of a POP3 dialogue (RFC 1939, RFC 2449, RFC 2595, RFC 5034). Nothing throws for what the peer
/// does. After a failure the session is over: `usable` is false and nothing more may be said.
class Pop3Session {
public:
    Pop3Session(Channel& channel, Deadline deadline) : channel_(channel), deadline_(deadline) {}

    Deadline deadline() const { return deadline_; }

    Pop3Exchange greeting();

    /// TLS from the first octet on, before the greeting; false when there is no session (`tls` says why).
    bool beginTls(const TlsRequest& request);

    /// STLS (RFC 2595 section 4) and the handshake where the server consents. Whatever it sent in the clear behind its
    /// +OK is kept in `tls`, and never read as a reply; capabilities are forgotten.
    Pop3Exchange startTls(const TlsRequest& request);

    /// A command without CRLF, in which the caller has made sure that there is no line end.
    Pop3Exchange command(RetrievalStep step, const std::string& line);

    /// One whose reply has lines behind it, of which so many octets are kept.
    Pop3Exchange multiLine(RetrievalStep step, const std::string& line, std::size_t most);

    /// Shown as `shown`. Nothing of the line is left in memory while the answer is awaited, unless the caller keeps
    /// some.
    Pop3Exchange secretLine(RetrievalStep step, Secret line, const std::string& shown);

    /// CAPA; a server that does not know it has no capabilities, which is no failure.
    Pop3Exchange learnCapabilities();

    /// QUIT: what was marked is deleted only where it is answered with +OK (RFC 1939 section 6). Nothing when the
    /// session is over. `within`: how long the answer is waited for.
    std::optional<Pop3Exchange> quit(Seconds within);

    bool usable() const { return usable_; }
    const std::optional<TlsFacts>& tls() const { return tls_; }

    /// Lines of CAPA, in capitals; for decisions, never for output once there are secrets.
    const std::vector<std::string>& capabilities() const { return capabilities_; }
    bool has(std::string_view capability) const;
    bool knowsCapabilities() const { return knowsCapabilities_; }

    void conceal(const Secret& password) { secrets_.add(password); }
    void conceal(const FramedSecret& response) { secrets_.add(response); }
    void concealSent(const Secret& response) { secrets_.addSent(response); }
    const Secrets& secrets() const { return secrets_; }

    const Transcript& transcript() const { return transcript_; }
    const std::vector<RetrievalStepTime>& steps() const { return steps_; }

private:
    bool say(Pop3Exchange& exchange, std::string_view octets);
    void await(Pop3Exchange& exchange);
    void take(Pop3Exchange& exchange, Pop3Reply reply);
    PeerText takePlainText();
    void shakeHands(const TlsRequest& request);
    void noteStep(RetrievalStep step, Seconds seconds);
    void fail(Pop3Exchange& exchange, Failure failure);

    Channel& channel_;
    Deadline deadline_;
    Pop3Parser parser_;
    std::vector<std::string> capabilities_;
    bool knowsCapabilities_ = false;
    std::optional<TlsFacts> tls_;
    Secrets secrets_;
    Transcript transcript_;
    std::vector<RetrievalStepTime> steps_;
    bool mayContinue_ = false;
    bool usable_ = true;
};

} // namespace mpm
