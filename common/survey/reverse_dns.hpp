// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "dns/lookups.hpp"
#include "io/resolver.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// Whether an address's PTR records lead to names that lead back to it.
struct ReverseDns {
    IpAddress address;
    std::vector<std::string> names;
    std::size_t namesLeftOut = 0;   ///< beyond those that are looked at
    std::string confirmed;          ///< the first name that resolves back; empty without one
    std::optional<Failure> failure; ///< of the PTR question, or of the way back where no name is confirmed
};

/// Looks up the address's names, and their addresses until one leads back. What fails is in the result.
ReverseDns lookUpReverse(Resolver& resolver, const IpAddress& address, Deadline deadline);

/// The same by the DNS alone, as one of the look-ups, which must live until it has ended.
void lookUpReverse(DnsLookups& lookups, const IpAddress& address, Deadline deadline,
                   std::function<void(ReverseDns)> then);

/// rdns-missing, rdns-mismatch, or what kept us from knowing as a WARNING; nothing when all is well.
std::vector<Finding> judgeReverse(const ReverseDns& seen, const std::string& subject);

} // namespace mpm
