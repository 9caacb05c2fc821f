// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/resolver.hpp"
#include "smtp/capabilities.hpp"
#include "smtp/exchange.hpp"
#include "smtp/session.hpp"
#include "tls/channel.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

enum class TlsMode : std::uint8_t { StartTls, Implicit };

/// How a visit gets into TLS.
struct TlsPlan {
    TlsMode mode = TlsMode::StartTls;
    TlsRequest request;
    std::string smuggled; ///< as SmtpSession::startTls sends it
};

/// What to say to a server in one visit.
struct VisitPlan {
    Protocol protocol = Protocol::Smtp;
    std::string clientName;               ///< for EHLO
    bool ownName = false;                 ///< it is this machine's, which the user did not give
    bool hello = true;                    ///< false: leave after the greeting
    bool transcript = true;               ///< false: nobody will see the dialogue
    std::optional<TlsPlan> tls;           ///< without a session nothing more is said than QUIT
    std::vector<std::string> commands;    ///< after EHLO, in order, without CRLF
    std::size_t mostSaid = mostSaidByOne; ///< octets that the server may say in all; more is a failure
};

/// The same where so many connections of a run share what is kept in memory.
std::size_t mostSaidByEach(std::size_t connections);

/// Likewise of the certificates that each server sends.
std::size_t mostChainOfEach(std::size_t connections);

/// One connection to one address: how far it came and all that was heard.
struct SmtpVisit {
    std::string host;
    Endpoint endpoint;
    std::optional<Failure> connectFailure;
    Seconds connect{0};
    std::vector<Exchange> exchanges;
    Capabilities capabilities;      ///< the last ones: those inside TLS if it was begun
    Capabilities clearCapabilities; ///< those before STARTTLS
    std::optional<TlsFacts> tls;    ///< where a handshake was begun
    std::optional<Reply> farewell;  ///< a 421 that came when all had been said
    PeerText surplus;               ///< what the server said unasked; the dialogue ended there
    bool ownName = false;           ///< the name in EHLO is this machine's, not one that the user gave
    Transcript transcript;

    /// The first exchange of this step, or null: the visit did not get there.
    const Exchange* at(Step step) const;

    /// "mx1.example.com [192.0.2.25]:25"; the address alone where the host is one.
    std::string subject() const;

    /// The transcript under a line that names the subject: "* mx1.example.com [192.0.2.25]:25".
    std::vector<std::string> titledTranscript() const;
};

/// Connects, waits for the greeting, says hello, the commands and QUIT, as far as the server lets it.
/// A greeting that is no 2yz ends the visit with QUIT (RFC 5321 section 3.1).
SmtpVisit visit(Dialer& dialer, const std::string& host, const Endpoint& endpoint, const VisitPlan& plan,
                Deadline deadline);

} // namespace mpm
