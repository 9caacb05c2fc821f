// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/mail_hosts.hpp"

namespace mpm {

std::string subjectOf(const HostSeen& host, const AddressSeen& address)
{
    return host.host + " [" + address.address.toString() + "]";
}

std::vector<const SmtpVisit*> MailHosts::visits() const
{
    std::vector<const SmtpVisit*> all;
    for (const auto& host : hosts) {
        for (const auto& address : host.addresses) {
            if (address.visit) {
                all.push_back(&*address.visit);
            }
        }
    }
    return all;
}

} // namespace mpm
