// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"

#include <optional>
#include <string>

namespace mpm::checkMailAuth {

/// What there is beside a missing record.
struct Elsewhere {
    bool exists = true;               ///< the domain itself has records, or nobody knows
    std::optional<std::string> place; ///< a name at which the record was published by mistake
    std::string text;                 ///< the record there; octets of a stranger
};

/// For a domain without a record of its own: is it at the domain itself, or was the domain doubled by a provider's
/// form?
Elsewhere lookElsewhere(const DnsName& domain, Reading& reading);

} // namespace mpm::checkMailAuth
