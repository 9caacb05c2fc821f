// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sending/expectation.hpp"
#include "smtp/session.hpp"
#include "submission/authenticate.hpp"
#include "submission/dsn.hpp"
#include "submission/mailbox.hpp"
#include "survey/visit.hpp"
#include "tls/judge_tls.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::sending {

/// What to say to a server, and when to leave.
struct Plan {
    Protocol protocol = Protocol::Smtp;
    std::string clientName;     ///< for EHLO
    bool ownName = false;       ///< it is this machine's, which the user did not give
    std::optional<Step> stopAt; ///< leave after this step; nothing: send the message
    Expectations expectations;
    std::optional<TlsPlan> tls; ///< demanded: without it, or with a bad certificate, nothing is said after EHLO
    TlsPolicy tlsPolicy;
    std::optional<Login> login;
    Mailbox from;
    std::vector<Mailbox> to;
    DsnRequest dsn;
    std::string message; ///< whole, with CRLF line ends, nothing stuffed
    bool messageFromFile = false;
    std::vector<std::string> messageFaults; ///< of the file's, safe to print
    bool chunks = false;                    ///< BDAT where CHUNKING is offered
    bool relayTest = false;
    bool transcript = true;               ///< false: nobody will see the dialogue
    std::size_t mostSaid = mostSaidByOne; ///< octets that a server may say in all

    bool stopsAt(Step step) const { return stopAt == step; }
};

} // namespace mpm::sending
