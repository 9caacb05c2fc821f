// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "matrix/fault.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// Whom a check talks to at a step.
enum class Peer { Smtp, Handshake, DnsOverUdp, DnsOverTcp, Whois, Rdap, PolicyHost, Imap };

/// A moment in what a check does at which something can go wrong: a row of the table of steps.
struct Step {
    std::string name; ///< where the peer is SMTP that of the dialogue: "EHLO in TLS", "end of data"
    Peer peer = Peer::Smtp;
    bool connecting = false;         ///< before anything was said: faults of the connection belong here, and no others
    std::vector<std::string> checks; ///< names of `commandOf` that come to it
    std::string question = {};       ///< of a name server: "example.org TXT", at which alone it happens; empty: at all
};

/// All of them.
const std::vector<Step>& steps();

/// What can be said at it.
Answers answersAt(const Step& step);

/// Whether the fault can happen at the step.
bool canHappen(const Fault& fault, const Step& step);

} // namespace mpm::test
