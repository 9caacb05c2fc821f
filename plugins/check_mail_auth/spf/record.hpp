// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/spf/network.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mpm::checkMailAuth {

/// What a mechanism that matches says of the sender (RFC 7208 section 4.6.2).
enum class SpfQualifier : std::uint8_t { Pass, Fail, SoftFail, Neutral };

/// RFC 7208 section 5.
enum class SpfMechanism : std::uint8_t { All, Include, A, Mx, Ptr, Ip4, Ip6, Exists };

/// Whether evaluating it asks the DNS, and so counts against the limit (RFC 7208 section 4.6.4).
bool asksTheDns(SpfMechanism mechanism);

/// One mechanism with its qualifier.
struct SpfTerm {
    std::string text; ///< as it stands in the record
    SpfQualifier qualifier = SpfQualifier::Pass;
    SpfMechanism mechanism = SpfMechanism::All;
    std::string domain;             ///< a domain-spec, macros in it; empty: the domain that is evaluated
    std::optional<Network> network; ///< of ip4 and ip6
    unsigned bits4 = 32;            ///< of a and mx
    unsigned bits6 = 128;
};

/// A record that is written as it must be.
struct SpfRecord {
    std::vector<SpfTerm> terms;
    std::string redirect;    ///< a domain-spec; empty: none
    std::string explanation; ///< a domain-spec; empty: none
    /// Modifiers that nobody defines and that are named like mechanisms ("include=x.example"); octets of a stranger.
    std::vector<std::string> mistaken;

    /// The first `all`; what stands behind it is never evaluated (RFC 7208 section 5.1). Null without.
    const SpfTerm* all() const;

    /// Mechanisms behind `all`, and a redirect beside it: they count for nothing.
    std::vector<std::string> ignored;
};

/// What is wrong with a record: receivers see a permerror (RFC 7208 section 4.6).
struct SpfFault {
    std::string term;     ///< octets of a stranger
    std::string sentence; ///< "is no IPv4 address"; safe to print
};

/// Reads a record that begins with "v=spf1" (RFC 7208 section 12).
std::variant<SpfRecord, SpfFault> parseSpf(std::string_view record);

/// What is wrong with a domain-spec: empty for one that is right (RFC 7208 section 7.1).
std::string faultOfDomainSpec(std::string_view spec);

} // namespace mpm::checkMailAuth
