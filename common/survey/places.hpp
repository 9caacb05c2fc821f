// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "survey/mail_hosts.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace mpm {

/// What a finding is about, as far as it was seen; null where it was not.
struct Place {
    const HostSeen* host = nullptr;
    const AddressSeen* address = nullptr;
    const SmtpVisit* visit = nullptr;
};

/// Finds the places of findings by their subjects, in a time that does not grow with their number.
class Places {
public:
    /// Both live longer than this.
    Places(const MailHosts& seen, const std::vector<const SmtpVisit*>& visits);

    /// An address by its subject; a host by its name, and of its addresses the first that is not as it should be; of
    /// the target the first such one.
    Place of(const std::string& subject) const;

    /// All visits to the same address, in their order.
    const std::vector<const SmtpVisit*>& visitsTo(const std::string& subject) const;

private:
    const MailHosts& seen_;
    const std::vector<const SmtpVisit*>& visits_;
    std::unordered_map<std::string, Place> addresses_;
    std::unordered_map<std::string, std::vector<const SmtpVisit*>> visited_;
};

} // namespace mpm
