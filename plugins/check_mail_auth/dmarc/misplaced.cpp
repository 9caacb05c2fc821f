// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/misplaced.hpp"

#include "check_mail_auth/dmarc/record.hpp"

namespace mpm::checkMailAuth {

Elsewhere lookElsewhere(const DnsName& domain, Reading& reading)
{
    Elsewhere seen;
    const auto doubled = DnsName::parse("_dmarc").under(domain).value_or(domain).under(domain);
    for (const auto& place : {std::optional(domain), doubled}) {
        const auto* answer = place ? reading.look(*place, RecordType::Txt) : nullptr;
        if (answer == nullptr) {
            continue;
        }
        if (*place == domain) {
            seen.exists = answer->outcome != DnsOutcome::NoSuchName;
        }
        for (auto& text : answer->texts()) {
            if (!seen.place && isDmarc(text)) {
                seen.place = place->toString();
                seen.text = std::move(text);
            }
        }
    }
    return seen;
}

} // namespace mpm::checkMailAuth
