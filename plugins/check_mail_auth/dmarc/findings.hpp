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
    FindingKind tagUnknown{"dmarc-tag-unknown", Status::Ok,
                           "The DMARC record has a tag that nobody defines, which receivers pass over.",
                           "Correct the tag's name if it is misspelt, or remove it.", "RFC 7489 6.3"};
    FindingKind upperCase{"dmarc-upper-case", Status::Warning,
                          "The DMARC record has a tag in capital letters, which some receivers do not know.",
                          "Write the tags in small letters.", "RFC 7489 6.4"};
    FindingKind percent{
        "dmarc-pct", Status::Ok,
        "The DMARC policy is asked for only a part of the mail (pct), which newer receivers no longer heed.",
        "Take pct out of the record once the reports are clean.", "RFC 7489 6.6.4"};
    FindingKind policyNone{
        "dmarc-policy-none", Status::Ok, "The DMARC policy in force is none: forged mail is reported, not refused.",
        "Publish p=quarantine, then p=reject, once the reports are clean; --dmarc-at-least judges it.", "RFC 7489 6.3"};
    FindingKind reportScheme{"dmarc-report-scheme", Status::Ok,
                             "A report address is of another kind than mailto:, to which hardly anybody sends.",
                             "Name a mailto: address.", "RFC 7489 6.2"};
};
inline constexpr DmarcFindings dmarcFindings;

} // namespace mpm::checkMailAuth
