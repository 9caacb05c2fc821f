// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sending/plan.hpp"
#include "survey/visit.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm::sending {

/// Why the client left by itself before the server had refused anything.
struct Obstacle {
    enum class Kind : std::uint8_t {
        AuthUnavailable,
        AuthCleartext,
        AuthUnproven,
        CapabilityMissing, ///< SMTPUTF8, 8BITMIME or DSN, which an address, the message or an option needs
        MessageTooLarge,   ///< for the server's SIZE
    };
    Kind kind = Kind::AuthUnavailable;
    std::string sentence;      ///< safe to print
    std::string_view remedy{}; ///< where the kind's is too wide
};

/// What became of one recipient: places in the visit's exchanges.
struct RecipientOutcome {
    std::string address;
    std::size_t rcpt = 0;
    std::optional<std::size_t> message; ///< LMTP: its own reply; SMTP: the one for all; nothing: not sent
};

/// Which address of a relay attempt is made to look like the server's own.
enum class Spoofed : std::uint8_t {
    None,
    Sender,
    Recipient, ///< with routes, quotes, a second domain
};

/// One transaction of the relay test.
struct RelayAttempt {
    Spoofed spoofed = Spoofed::None;
    std::string sender; ///< "" is the null sender
    std::string recipient;
    Exchange mail;
    std::optional<Exchange> rcpt; ///< nothing: MAIL was refused
};

/// The relay test on one address, on as many connections as it took.
struct RelayTest {
    std::size_t planned = 0;             ///< attempts that it meant to make
    std::vector<RelayAttempt> attempts;  ///< those that it began, in the order of the plan
    std::vector<SmtpVisit> connections;  ///< after the first one, which is the delivery's visit
    std::vector<Exchange> interruptions; ///< each ended a connection before its time
};

/// One connection to one address, and all that happened on it.
struct Delivery {
    SmtpVisit visit;
    bool insecure = false; ///< TLS was demanded, and there is none or none to be trusted: nothing was said then
    std::optional<SaslMechanism> mechanism;
    std::optional<Obstacle> obstacle;
    std::vector<RecipientOutcome> recipients;
    std::optional<RelayTest> relay;      ///< nothing: it did not come to it
    std::optional<Exchange> faultyReset; ///< the first RSET that got anything but 2yz
    bool messageBegun = false;           ///< octets of the message have gone out: another try could deliver it twice
    std::string queueId;

    const Exchange& exchange(std::size_t place) const { return visit.exchanges.at(place); }
};

/// How long an address is waited for.
struct Turn {
    Deadline first; ///< until it answers
    Deadline whole; ///< what that can be put off to, reply by reply; not before `first`
};

/// Connects and carries out the plan as far as the server lets it: leaves at the first step that is refused,
/// or accepted against the expectation, with RSET where a transaction is open, and QUIT.
Delivery deliver(Dialer& dialer, const std::string& host, const Endpoint& endpoint, const Plan& plan, Digests& digests,
                 Turn turn);

/// Whether the user would trust the session with a password. That a certificate expires soon is no reason not to.
bool isTrusted(const TlsFacts& facts, const TlsPlan& plan, const TlsPolicy& policy);

/// The exchange at which the dialogue came to its end; null where there was none. Where the user expects something of
/// EHLO that is EHLO, not the HELO in its place.
const Exchange* finalExchange(const Delivery& delivery, const Plan& plan);

/// Whether a sender would go on to the next address: nobody there, nobody fit, or a refusal for now.
bool wantsNextAddress(const Delivery& delivery, const Plan& plan);

} // namespace mpm::sending
