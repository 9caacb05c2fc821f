// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "check_mail_roundtrip/state.hpp"
#include "io/failure.hpp"
#include "sending/observation.hpp"
#include "tls/facts.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mpm::checkMailRoundtrip {

/// One mailbox as it was read, or not. Texts are safe to print, secrets masked.
struct MailboxSeen {
    std::string url;                         ///< without a password
    std::optional<Failure> failure;          ///< it could not be reached, or not be read to its end
    std::optional<std::string> loginRefused; ///< the server's answer, or the obstacle
    std::optional<Duration> login;           ///< from the connection to the end of the login
    std::string subject = {};                ///< "imaps://mail.example.com/ [192.0.2.25]:993"
    std::optional<TlsFacts> tls = {};
    std::string loginMechanism = {}; ///< "SCRAM-SHA-256", "LOGIN", ...; empty: it did not come to that
    std::string removalFailure = {}; ///< why own messages could not be deleted; empty where they were
    std::size_t leftOut = 0;         ///< messages beyond what one run looks at
    std::vector<std::string> transcript = {};

    bool loginObstacle = false; ///< no login was tried, for what the server offers

    bool wasRead() const { return !failure && !loginRefused; }
};

/// Everything that one run saw.
struct Observation {
    std::string target;
    MailTime now; ///< at the end of the run
    Duration total{0};
    std::string token;                           ///< of the message of this run; empty where it sent none
    State state;                                 ///< as this run leaves it; without a state file its own message alone
    std::optional<sending::Observation> sending; ///< how the message was handed over; nothing: it did not come to that
    std::optional<Duration> send;                ///< from the first connection to the reply to the end of the data
    std::vector<MailboxSeen> mailboxes;
    bool withStateFile = false;
    bool isFirst = false;      ///< no run before this one kept a state
    std::string stateSetAside; ///< of a damaged one: where it was put and why
    std::string stateUnusable; ///< why there is none

    /// The message of this run; null where it sent none.
    const Entry* own() const { return state.find(token); }

    bool allRead() const;
};

/// The messages whose arrival this run tells: without a state file its own, otherwise those that it found, and where
/// it found none, the last one that was found before, so that what was wrong with it does not come and go. Oldest
/// first.
std::vector<const Entry*> arrivalsTold(const Observation& seen);

/// The last message that an answer alone proves to have arrived, in a mailbox that is not read here; null without one.
const Entry* answeredElsewhere(const Observation& seen);

/// For programs and for -vvv.
Observations describe(const Observation& seen);

} // namespace mpm::checkMailRoundtrip
