// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkMailAuth {

struct SpfFindings {
    FindingKind missing{"spf-missing", Status::Warning,
                        "The domain has no SPF record, so receivers can't tell its servers from anybody's.",
                        "Publish one TXT record at the domain that names its senders, such as \"v=spf1 mx -all\".",
                        "RFC 7208 4.5"};
    FindingKind multiple{"spf-multiple", Status::Critical,
                         "There are several SPF records, which receivers take for an error (permerror).",
                         "Join them into one TXT record that begins with v=spf1, and remove the others.",
                         "RFC 7208 3.2"};
    FindingKind syntax{"spf-syntax", Status::Critical,
                       "The SPF record, or one that it includes, can't be evaluated: receivers see a permerror.",
                       "Mend the term that is quoted.", "RFC 7208 4.6"};
    FindingKind lookups{"spf-lookups", Status::Critical,
                        "Evaluating the SPF record takes more than 10 DNS look-ups: receivers see a permerror.",
                        "Put the addresses of the include that costs most into the record as ip4 and ip6, or remove "
                        "services that no longer send.",
                        "RFC 7208 4.6.4"};
    FindingKind voidLookups{"spf-void-lookups", Status::Warning,
                            "More than two look-ups of the SPF record find nothing; receivers may call that an error.",
                            "Remove the terms whose names don't exist.", "RFC 7208 4.6.4"};
    FindingKind passAll{"spf-pass-all", Status::Critical, "The SPF record lets everybody send in the domain's name.",
                        "End the record with -all (or ~all), and name only networks that are the domain's.",
                        "RFC 7208 5.1"};
    FindingKind senderRefused{
        "spf-sender-refused", Status::Critical, "An address that --sender names does not pass SPF.",
        "Add the address to the domain's record, or send through a server that is in it.", "RFC 7208 2.6"};
};
inline constexpr SpfFindings spfFindings;

} // namespace mpm::checkMailAuth
