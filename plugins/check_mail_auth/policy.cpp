// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/policy.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <string>

namespace mpm::checkMailAuth {

std::string_view toString(DmarcAction action)
{
    switch (action) {
    case DmarcAction::None: return "none";
    case DmarcAction::Quarantine: return "quarantine";
    case DmarcAction::Reject: return "reject";
    }
    return "none";
}

std::optional<DmarcAction> parseDmarcAction(std::string_view word)
{
    for (const auto action : {DmarcAction::None, DmarcAction::Quarantine, DmarcAction::Reject}) {
        if (equalIgnoringCase(word, toString(action))) {
            return action;
        }
    }
    return std::nullopt;
}

void Required::add(std::string_view list)
{
    for (const auto& word : splitList(list)) {
        if (word == "spf") {
            spf = true;
        } else if (word == "dkim") {
            dkim = true;
        } else if (word == "dmarc") {
            dmarc = true;
        } else if (word == "tls-rpt") {
            tlsReports = true;
        } else if (word == "mta-sts") {
            mtaSts = true;
        } else {
            throw UsageError("--require: '" + printable(word) + "' is not one of spf, dkim, dmarc, tls-rpt, mta-sts");
        }
    }
}

} // namespace mpm::checkMailAuth
