// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "received/authentication_results.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailRoundtrip {

/// What failed by the results of the server that is trusted: "spf=softfail, dmarc=fail"; safe to print. Empty where
/// nothing did, or where something passed that is aligned with the sender's domain (RFC 7489 section 3.1): DMARC
/// itself, a signature of the domain, or its SPF. Fail, softfail and permerror are failures; a message that is only
/// unsigned has none.
std::string authenticationFailure(const std::vector<AuthResult>& results, std::string_view senderDomain);

} // namespace mpm::checkMailRoundtrip
