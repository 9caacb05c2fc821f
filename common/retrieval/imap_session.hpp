// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/dialogue.hpp"
#include "retrieval/imap_parser.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

constexpr std::size_t mostImapResponses = 10000;  ///< to one command
constexpr std::size_t mostImapOctets = 3UL << 20; ///< to one command, or twice of what is to be kept of a literal
constexpr std::size_t mostValuesKept = 50000;     ///< of all responses to one command

/// A command and what came back. Either a completion, a challenge, or a failure.
struct ImapExchange {
    RetrievalStep step = RetrievalStep::Greeting;
    std::string command;                    ///< as sent, without tag and CRLF, secrets masked; empty for the greeting
    std::vector<ImapResponse> data;         ///< the untagged responses that were wanted, as they came
    std::optional<ImapResponse> completion; ///< the tagged one, or the greeting; secrets masked
    std::optional<PeerText> challenge;      ///< the server wants more; as it came, never to be shown
    std::optional<Failure> failure;
    Seconds seconds{0};

    bool answered(std::string_view name) const { return completion && completion->name == name; }
    bool ok() const { return answered("OK"); }
};

/// The client's side of an IMAP4rev1 dialogue (RFC 3501). Nothing throws for what the peer does. After a failure, and
/// after BYE, the session is over: `usable` is false and nothing more may be said.
class ImapSession : public RetrievalDialogue {
public:
    /// `mostLiteral`: how much is kept of each literal.
    ImapSession(Channel& channel, Deadline deadline, std::size_t mostLiteral)
        : RetrievalDialogue(channel, deadline), parser_(mostLiteral),
          mostOctets_(std::max(mostImapOctets, 2 * mostLiteral))
    {
    }

    /// From here on every wait ends then.
    void setDeadline(Deadline deadline) { deadline_ = deadline; }

    /// Waits for OK, PREAUTH or BYE.
    ImapExchange greeting();

    /// STARTTLS (RFC 3501 section 6.2.1) and the handshake where the server consents. Whatever it sent in the clear
    /// behind its OK is kept in `tls`, and never read as a response; capabilities are forgotten.
    ImapExchange startTls(const TlsRequest& request);

    /// A command without tag and CRLF, in which the caller has made sure that there is no line end. `wanted`: names of
    /// the untagged responses that are kept; others are read and forgotten.
    ImapExchange command(RetrievalStep step, const std::string& line, const std::vector<std::string>& wanted = {});

    /// The same, shown as `shown`; ends as well where the server wants more. Nothing of the line is left in memory
    /// while the answer is awaited, unless the caller keeps some.
    ImapExchange secretCommand(RetrievalStep step, Secret line, const std::string& shown);

    /// What the server wanted more (RFC 3501 section 7.5), without CRLF.
    ImapExchange furtherLine(RetrievalStep step, Secret line, const std::string& shown);

    /// CAPABILITY, where the server has not said it unasked. False where it can't be known.
    std::optional<ImapExchange> learnCapabilities();
    void forgetCapabilities() { capabilities_.clear(); }

    /// LOGOUT, without waiting for the answer. Nothing when the session is over.
    void logout();

    bool has(std::string_view capability) const;

    /// What BYE said; secrets masked.
    const std::optional<PeerText>& farewell() const { return farewell_; }

private:
    bool say(ImapExchange& exchange, std::string_view octets);
    void await(ImapExchange& exchange, const std::vector<std::string>& wanted);
    bool take(ImapExchange& exchange, ImapResponse response, const std::vector<std::string>& wanted);
    bool takeUntagged(ImapExchange& exchange, ImapResponse response, const std::vector<std::string>& wanted);
    void takeUnsolicited(ImapExchange& exchange);
    void noteCapabilities(const ImapResponse& response);
    ImapResponse masked(ImapResponse response, RetrievalStep step) const;
    void fail(ImapExchange& exchange, Failure failure);
    void failParsing(ImapExchange& exchange, const ImapFault& fault);

    ImapParser parser_;
    std::size_t mostOctets_; ///< to one command
    std::optional<PeerText> farewell_;
    std::string tag_; ///< of the command that is not completed yet; empty without one
    unsigned commands_ = 0;
    std::size_t responses_ = 0; ///< since the last command
    std::size_t octets_ = 0;    ///< likewise
    std::size_t values_ = 0;    ///< likewise, of the responses that were kept
    bool mayContinue_ = false;
};

} // namespace mpm
