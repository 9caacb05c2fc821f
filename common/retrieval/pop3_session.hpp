// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/dialogue.hpp"
#include "retrieval/pop3_parser.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

constexpr std::size_t mostPop3Octets = 3UL << 20; ///< to one command, or twice of what is to be kept of its lines

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
class Pop3Session : public RetrievalDialogue {
public:
    Pop3Session(Channel& channel, Deadline deadline) : RetrievalDialogue(channel, deadline) {}

    Pop3Exchange greeting();

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

    bool has(std::string_view capability) const;
    bool knowsCapabilities() const { return knowsCapabilities_; }

private:
    bool say(Pop3Exchange& exchange, std::string_view octets);
    void await(Pop3Exchange& exchange);
    void take(Pop3Exchange& exchange, Pop3Reply reply);
    void fail(Pop3Exchange& exchange, Failure failure);

    Pop3Parser parser_;
    std::size_t mostOctets_ = mostPop3Octets; ///< to this command
    bool knowsCapabilities_ = false;
    bool mayContinue_ = false;
};

} // namespace mpm
