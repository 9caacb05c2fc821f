// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/address_faults.hpp"

#include "check/cause.hpp"
#include "check/redundancy.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace mpm::checkDnsDelegation {

std::string allOf(std::size_t count)
{
    return count == 2 ? "both" : "all " + std::to_string(count);
}

Finding withCommand(Finding finding, const std::string& command)
{
    finding.remedy += " See it with: " + command;
    return finding;
}

Finding found(const FindingKind& kind, std::string subject, std::string message, const std::string& command)
{
    return withCommand(mpm::found(kind, std::move(subject), std::move(message)), command);
}

void AddressFaults::add(const FindingKind& kind, const IpAddress& address, std::string message, std::string command)
{
    if (!has(kind, address)) {
        faults_.push_back({&kind, address, std::move(message), std::move(command)});
    }
}

bool AddressFaults::has(const FindingKind& kind, const IpAddress& address) const
{
    return std::any_of(faults_.begin(), faults_.end(),
                       [&](const Fault& fault) { return fault.kind->id == kind.id && fault.address == address; });
}

std::vector<Finding> AddressFaults::findings() const
{
    const auto& seen = assessment_.seen;
    const auto total = assessment_.good.size();
    struct Spread {
        std::size_t affected = 0;
        std::set<std::string> causes;
    };
    std::map<std::string_view, Spread> byId;
    for (const auto& fault : faults_) {
        auto& spread = byId[fault.kind->id];
        ++spread.affected;
        spread.causes.insert(causeOf(mpm::found(*fault.kind, seen.subjectOf(fault.address), fault.message)));
    }
    const auto these = total == seen.addresses.size() ? " addresses of its name servers"
                                                      : " addresses of its name servers that serve it";
    std::vector<Finding> findings;
    std::set<std::string_view> told;
    for (const auto& fault : faults_) {
        const auto& [affected, causes] = byId.at(fault.kind->id);
        const bool oneCause = causes.size() == 1;
        const auto command = assessment_.dig(fault.address, fault.command);
        if (affected < total || total == 1 || !oneCause) {
            auto finding = found(*fault.kind, seen.subjectOf(fault.address), fault.message);
            if (affected < total) {
                degrade(finding);
                finding.headline = fault.message + "; " + std::to_string(total - affected) + " of " +
                                   std::to_string(total) + " addresses " + (total - affected == 1 ? "is" : "are") +
                                   " right";
            } else if (!oneCause) {
                finding.headline = fault.message + "; none of " + std::to_string(total) + " addresses is right";
            }
            findings.push_back(withCommand(std::move(finding), command));
        } else if (told.insert(fault.kind->id).second) {
            auto finding = found(*fault.kind, seen.zone.toString(),
                                 "is affected at " + allOf(total) + these + ": " + seen.subjectOf(fault.address) +
                                     ", like the other" + (total == 2 ? "" : "s") + ", " + fault.message);
            findings.push_back(withCommand(std::move(finding), command));
        }
    }
    return findings;
}

} // namespace mpm::checkDnsDelegation
