// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/capabilities.hpp"
#include "smtp/exchange.hpp"
#include "smtp/reply_parser.hpp"
#include "smtp/secrets.hpp"
#include "smtp/transcript.hpp"
#include "tls/channel.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

enum class Protocol : std::uint8_t { Smtp, Lmtp };

/// A command of a group.
struct SessionCommand {
    Step step = Step::Command;
    std::string line;          ///< without CRLF
    std::string_view chunk{};  ///< of BDAT: the octets behind its CRLF (RFC 3030 section 2)
    std::string_view remark{}; ///< what the dialogue shows of them
};

/// The client's side of an SMTP or LMTP dialogue (RFC 5321, RFC 2033): sends a command, waits for the whole
/// reply, measures, and never sends before the server has finished. Nothing throws for what the peer does: a refused,
/// closed or late answer is the failure of its exchange. Every wait ends at the deadline, and a reply is as long as
/// ReplyParser lets it be. After a failure, a 221 or a 421 (the server is leaving, RFC 5321 section 3.8) the session
/// is over: `usable` is false and no further command may be sent.
class SmtpSession {
public:
    /// `mostSaid`: octets that the server may say in all; more is a failure.
    SmtpSession(Channel& channel, Deadline deadline, std::size_t mostSaid = mostSaidByOne)
        : channel_(channel), deadline_(deadline), parser_(mostSaid)
    {
    }

    /// The dialogue is not kept: nobody will see it.
    void keepNoTranscript() { transcript_.stop(); }

    /// From here on each reply that is no refusal gives the server two thirds of what is left until `whole` for what
    /// comes next: whoever answers is no longer held to the time that a silent one gets.
    void renewUntil(Deadline whole) { whole_ = whole; }

    /// All of that time: what comes next is not done again elsewhere.
    void takeAllTime() { deadline_ = whole_.value_or(deadline_); }

    /// Waits for the greeting.
    Exchange greeting();

    /// EHLO, or LHLO with LMTP. A server that refuses EHLO with 500, 502 or 504 is asked with HELO
    /// (RFC 5321 section 3.2); then there are two exchanges.
    std::vector<Exchange> hello(Protocol protocol, const std::string& clientName);

    /// TLS from the first octet on, before the greeting; false when there is no session (`tls` says why).
    bool beginTls(const TlsRequest& request);

    /// STARTTLS (RFC 3207), and the handshake if the server consents with 220. Then all that is known of
    /// the server is forgotten, and a fresh `hello` is due. `smuggled` goes out in the clear behind the
    /// command, in the same segment: a sound server drops it.
    Exchange startTls(const TlsRequest& request, const std::string& smuggled = "");

    /// Any other command, without CRLF, which the caller has made sure holds no line end.
    Exchange command(Step step, const std::string& line);

    /// The same, shown as `masked` wherever the dialogue is shown. Nothing of the line is left in memory while the
    /// answer is awaited, unless the caller keeps some.
    Exchange secretCommand(Step step, Secret line, const std::string& masked);

    /// Exactly these octets, a message with dots doubled and its last line (RFC 5321 section 4.5.2) or a chunk of one
    /// (RFC 3030 section 2); the dialogue shows `shown`.
    Exchange octets(Step step, std::string_view octets, const std::string& shown);

    /// Several commands in one go (RFC 2920 section 3.1), where PIPELINING is offered; else one by one. The
    /// exchanges end with the first that failed or after which the server no longer reads commands.
    std::vector<Exchange> group(const std::vector<SessionCommand>& commands);

    /// The first half of it: all of them are sent, whether or not PIPELINING is offered. Where they could not be, the
    /// exchange of the first one says why, and the session is over.
    /// `leaves`: QUIT is the last of the group, so that its answer costs no round trip of its own; nothing more may be
    /// said then.
    std::optional<Exchange> sendGroup(const std::vector<SessionCommand>& commands, bool leaves = false);

    /// The second half: the reply to each in turn, as long as the session is usable. `within` bounds the wait for one
    /// that nothing depends on; none by then is a failure.
    Exchange groupReply(const SessionCommand& command, std::optional<Seconds> within = std::nullopt);

    /// To be asked where a reply of a group can't be meant for its command, such as 250 to DATA: whether yet another
    /// one comes within a second. Then one before it was said twice: this reply is what the server said unasked, the
    /// exchange has none, and the session is over.
    void noteOutOfStep(Exchange& exchange);

    /// The lone dot for a server that asks for the message in a group though it has taken no recipient (RFC 2920
    /// section 3.1); waits at most a second for the answer. Whatever that is, nothing was delivered.
    std::optional<Exchange> endEmptyMessage();

    /// One more reply to what was said before.
    Exchange furtherReply(Step step, const std::string& about);

    /// The same for one of the replies that LMTP owes, one per recipient (RFC 2033 section 4.2). Where it takes longer
    /// than a second or half of what time is left, QUIT is said meanwhile: who has a reply to give gives it first, and
    /// who thinks that all were given says 221.
    Exchange owedReply(Step step, const std::string& about);

    /// A reply that nobody has asked for, if one comes within this time; if none does, the session is over.
    std::optional<Reply> surplusReply(Seconds within);

    /// From here on what the server says unasked is marked with `earlyData`, but ends nothing: replies are counted.
    void countReplies() { counting_ = true; }

    /// From here on a password in all its forms, or a SASL response in base64, is masked in whatever the server says;
    /// `capabilities` alone knows what it offers in spite of that.
    void conceal(const Secret& password) { secrets_.add(password); }
    void conceal(const FramedSecret& response) { secrets_.add(response); }
    void concealSent(const Secret& response) { secrets_.addSent(response); }

    /// RSET (RFC 5321 section 4.1.1.5), to leave no transaction open; waits at most a second for the answer, and does
    /// nothing when the session is over.
    std::optional<Exchange> reset();

    /// QUIT, without waiting for the answer (a tenth of a second at most to send it): servers log a clean end, and
    /// none can make us hang. Nothing when the session is over.
    void quit();

    /// The same where every reply that was due has come and one too many may be on its way: waits a second at most for
    /// the 221. What comes in its place is `surplus`.
    void quitAndListen();

    Deadline deadline() const { return deadline_; }

    /// False as well where the server no longer reads commands: after 3yz until what it asks for has been
    /// sent, 221, or 220 to STARTTLS.
    bool usable() const { return usable_; }

    /// Whether there is still somebody to talk to: neither failed nor left.
    bool connected() const { return connected_; }

    /// What the handshake showed, once there was one.
    const std::optional<TlsFacts>& tls() const { return tls_; }

    /// From the last successful EHLO or LHLO of this side of the handshake; for decisions, never for output once
    /// there are secrets.
    const Capabilities& capabilities() const { return capabilities_; }

    /// The same as they may be shown, secrets masked.
    const Capabilities& shownCapabilities() const { return shownCapabilities_; }

    /// A 421 that came unasked, when nothing more was to be said (RFC 5321 section 3.8).
    const std::optional<Reply>& farewell() const { return farewell_; }

    /// What the server said unasked, before the command that was to come next or before QUIT; empty where it kept step.
    const PeerText& surplus() const { return surplus_; }

    /// The dialogue from the beginning of the session, safe to print, secrets masked.
    const Transcript& transcript() const { return transcript_; }

private:
    Exchange beginExchange(Step step, const std::string& shown) const;
    Exchange beginExchange(const SessionCommand& command) const;
    bool say(Exchange& exchange, std::string_view octets);
    void awaitReply(Exchange& exchange);
    void takeReply(Exchange& exchange, Reply reply);
    void forgetCapabilities();
    void sayQuit();
    void takeLastWords(Exchange& exchange, const Failure& failure);
    bool noteSurplus();
    bool noteEarlyData(Exchange& exchange);
    std::optional<Reply> takeFarewell();
    PeerText takePlainText();
    void shakeHands(const TlsRequest& request);
    void failHandshake(Failure failure);
    void fail(Exchange& exchange, Failure failure);

    Channel& channel_;
    Deadline deadline_;
    std::optional<Deadline> whole_; ///< what the deadline may be put off to
    ReplyParser parser_;
    Capabilities capabilities_;
    Capabilities shownCapabilities_;
    std::optional<TlsFacts> tls_;
    Transcript transcript_;
    PeerText surplus_;
    std::optional<Reply> farewell_;
    Secrets secrets_;
    Clock::time_point groupSent_;
    std::size_t groups_ = 0; ///< sent so far
    bool connected_ = true;
    bool usable_ = true;
    bool counting_ = false;
    bool saidQuit_ = false;
};

} // namespace mpm
