// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/dkim/key_record.hpp"
#include "dns/name.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::checkMailAuth {

/// What is at one selector of a domain.
struct SelectorSeen {
    DnsName selector;
    DnsName name;                      ///< SELECTOR._domainkey.DOMAIN
    const DnsAnswer* answer = nullptr; ///< null: there was no time or no room to ask
    std::vector<std::string> texts;    ///< octets of a stranger
    std::optional<KeyRecord> key;      ///< where there is one text
    std::optional<DnsName> elsewhere;  ///< a name at which it was published by mistake
    bool noKeysAtAll = false;          ///< nor is there a _domainkey below the domain
};

/// The key, and where it is missing, what else there is: SELECTOR.DOMAIN, the domain doubled by a provider's form.
SelectorSeen readSelector(const DnsName& selector, const DnsName& domain, Reading& reading);

} // namespace mpm::checkMailAuth
