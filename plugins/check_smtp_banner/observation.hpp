// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/observations.hpp"
#include "io/deadline.hpp"
#include "smtp/reverse_dns.hpp"
#include "smtp/visit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkSmtpBanner {

/// One address: the visit, and its PTR records where --rdns asks for them.
struct AddressSeen {
    SmtpVisit visit;
    std::optional<ReverseDns> reverse;
};

/// Everything that one run saw.
struct Observation {
    std::string host;
    std::optional<Failure> lookupFailure; ///< beside addresses where only one family failed
    std::vector<AddressSeen> addresses;   ///< in the order in which a client would try them
    Seconds resolve{0};
    Seconds total{0};
};

/// For programs and for -vv.
Observations describe(const Observation& seen);

} // namespace mpm::checkSmtpBanner
