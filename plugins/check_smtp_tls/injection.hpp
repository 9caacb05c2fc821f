// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "survey/visit.hpp"
#include "tls/channel.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// Whether a server carries plain text over into TLS: NOOP was sent in the clear behind STARTTLS, in the same
/// segment (CVE-2011-0411).
struct InjectionTest {
    enum class Outcome : std::uint8_t {
        Dropped,  ///< the server forgot the command
        Answered, ///< the server answered it inside TLS: it is vulnerable
        Refused,  ///< the server ended the session over it, which is as good
        NotTried, ///< `failure` says what was in the way
    };
    Outcome outcome = Outcome::NotTried;
    std::string evidence;           ///< the reply that gives it away, safe to print
    std::optional<Failure> failure; ///< Protocol as well where a reply was not the one that leads on
    Transcript transcript;
};

/// A visit of its own, so that a server which chokes on it spoils nothing else.
InjectionTest testInjection(Dialer& dialer, const Endpoint& endpoint, const VisitPlan& plan, Deadline deadline);

} // namespace mpm
