// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkMailAuth {

struct DmarcFindings {
    FindingKind missing{"dmarc-missing", Status::Warning,
                        "No DMARC record is in force for the domain, so nobody is told what to do with forged mail.",
                        "Publish TXT _dmarc.DOMAIN \"v=DMARC1; p=none; rua=mailto:dmarc-reports@DOMAIN\", and a "
                        "stronger policy once the reports are clean.",
                        "RFC 7489 6.6.3"};
    FindingKind multiple{"dmarc-multiple", Status::Critical,
                         "There are several DMARC records, so receivers act as if there were none.",
                         "Keep one TXT record that begins with v=DMARC1.", "RFC 7489 6.6.3"};
    FindingKind syntax{"dmarc-syntax", Status::Critical,
                       "The DMARC record can't be read as it is meant, so receivers ignore it or a part of it.",
                       "Mend the tag that is quoted.", "RFC 7489 6.3"};
    FindingKind policyWeak{"dmarc-policy-weak", Status::Critical,
                           "The DMARC policy in force is weaker than --dmarc-at-least demands.",
                           "Publish the policy that is wanted once the reports are clean.", "RFC 7489 6.3"};
    FindingKind reportUnauthorised{
        "dmarc-report-unauthorised", Status::Warning,
        "Reports go to another organisation that does not say that it takes them, so receivers send none there.",
        "Have DOMAIN._report._dmarc.DESTINATION published with TXT \"v=DMARC1\", or name an address of one's own.",
        "RFC 7489 7.1"};
};
inline constexpr DmarcFindings dmarcFindings;

} // namespace mpm::checkMailAuth
