// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/name.hpp"

#include <string>
#include <string_view>

/// What WHOIS servers say in sentences of their own, not as a label and a value.
namespace mpm {

/// The first line by which a server turns us away, for messages and safe to print; empty without. Terms of use may
/// hold the same words.
std::string throttleIn(std::string_view answer);

/// The first line that says that there is no such domain, likewise.
std::string absenceIn(std::string_view answer);

/// Whether the domain stands anywhere in the answer, in A-labels or Unicode, in any case. A host below it does not
/// count: another domain's record may list that.
bool mentionsDomain(std::string_view answer, const DnsName& domain);

} // namespace mpm
