// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/channel.hpp"
#include "io/resolver.hpp"
#include "smtp/capabilities.hpp"
#include "smtp/exchange.hpp"
#include "smtp/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// What to say to a server in one visit.
struct VisitPlan {
    Protocol protocol = Protocol::Smtp;
    std::string clientName;            ///< for EHLO
    bool hello = true;                 ///< false: leave after the greeting
    std::vector<std::string> commands; ///< after EHLO, in order, without CRLF
};

/// One connection to one address: how far it came and all that was heard.
struct SmtpVisit {
    std::string host;
    Endpoint endpoint;
    std::optional<Failure> connectFailure;
    Seconds connect{0};
    std::vector<Exchange> exchanges;
    Capabilities capabilities;
    std::vector<std::string> transcript;

    /// The exchange of this step, or null: the visit did not get there.
    const Exchange* at(Step step) const;

    /// "mx1.example.com [192.0.2.25]:25"; the address alone where the host is one.
    std::string subject() const;
};

/// Connects, waits for the greeting, says hello, the commands and QUIT, as far as the server lets it.
/// A greeting that is no 2yz ends the visit with QUIT (RFC 5321 section 3.1).
SmtpVisit visit(Dialer& dialer, const std::string& host, const Endpoint& endpoint, const VisitPlan& plan,
                Deadline deadline);

/// A host and all its addresses.
struct HostVisits {
    std::string host;
    std::optional<Failure> lookupFailure; ///< beside addresses where only one family failed
    std::vector<SmtpVisit> visits;
};

} // namespace mpm
