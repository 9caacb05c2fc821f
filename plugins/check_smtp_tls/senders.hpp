// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check/observations.hpp"
#include "check_smtp_tls/observation.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mpm::checkSmtpTls {

/// What one kind of sender makes of the hosts: those that insist on the same security policy.
struct SendersByPolicy {
    std::string name;     ///< "DANE"
    bool applies = false; ///< the domain offers what this kind insists on
    std::size_t hosts = 0;
    std::size_t open = 0;  ///< hosts that it delivers to
    std::string obstacles; ///< what keeps it from each of the others: "mx1.example.com (no TLS session)"
};

/// Whether the hosts were visited at a port that no sender uses: then nothing is said about senders.
bool visitsOtherPorts(const Observation& seen);

/// Opportunistic, MTA-STS and DANE, in this order.
std::vector<SendersByPolicy> classify(const Observation& seen);

/// A finding for each kind of sender that insists on more than others and so has no way left, while others have.
std::vector<Finding> judgeSenders(const Observation& seen);

/// With --mx: every headline ends with the kinds of senders that bounce (or wait, where a host is only busy), and why,
/// and those that deliver.
void sayWhoBounces(std::vector<Finding>& findings, const Observation& seen);

/// "opportunistic, MTA-STS and DANE": those that deliver.
std::string namesOfServed(const Observation& seen);

/// The table "senders".
void describeSenders(const Observation& seen, Observations& observations);

} // namespace mpm::checkSmtpTls
