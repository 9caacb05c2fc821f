// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "check_dns_delegation/servers/service.hpp"

#include <string>
#include <vector>

namespace mpm::checkDnsDelegation {

/// "both", "all 3", for sentences; two at least.
std::string allOf(std::size_t count);

/// Adds to a finding's remedy the command that shows what was found.
Finding withCommand(Finding finding, const std::string& command);

/// A finding with such a command.
Finding found(const FindingKind& kind, std::string subject, std::string message, const std::string& command);

/// Faults that addresses show which serve the zone otherwise. One that some of them have is WARNING at most,
/// one that all have counts in full. It is told once where all have it for the same cause, else address by address:
/// none speaks for another whose cause differs.
class AddressFaults {
public:
    explicit AddressFaults(const Assessment& assessment) : assessment_(assessment) {}

    /// `command` is what to give dig behind the zone's name.
    void add(const FindingKind& kind, const IpAddress& address, std::string message, std::string command);

    bool has(const FindingKind& kind, const IpAddress& address) const;

    std::vector<Finding> findings() const;

private:
    struct Fault {
        const FindingKind* kind;
        IpAddress address;
        std::string message;
        std::string command;
    };

    const Assessment& assessment_;
    std::vector<Fault> faults_;
};

} // namespace mpm::checkDnsDelegation
