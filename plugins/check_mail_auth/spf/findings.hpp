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
                            "Remove the terms whose names have no such records.", "RFC 7208 4.6.4"};
    FindingKind passAll{"spf-pass-all", Status::Critical, "The SPF record lets everybody send in the domain's name.",
                        "End the record with -all (or ~all), and name only networks that are the domain's.",
                        "RFC 7208 5.1"};
    FindingKind senderRefused{
        "spf-sender-refused", Status::Critical, "An address that --sender names does not pass SPF.",
        "Add the address to the domain's record, or send through a server that is in it.", "RFC 7208 2.6"};
    FindingKind neutral{"spf-neutral", Status::Warning,
                        "The record ends in ?all, or in nothing, so that receivers learn nothing about other senders.",
                        "End the record with -all, or with ~all while senders are still being found out.",
                        "RFC 7208 5.1, 4.7"};
    FindingKind wideRange{"spf-wide-range", Status::Warning,
                          "The record lets a very wide range of addresses (IPv4 /8 or IPv6 /19, or wider) pass.",
                          "Name the networks that really send; a typing error in the prefix length is usual.",
                          "RFC 7208 5.6"};
    FindingKind pointer{"spf-ptr", Status::Warning,
                        "The record uses ptr, which is slow and unreliable and should not be published; some receivers "
                        "ignore it.",
                        "Name the senders by a, mx, ip4 or ip6 instead.", "RFC 7208 5.5"};
    FindingKind ignored{
        "spf-term-ignored", Status::Warning,
        "Terms behind all, or a redirect beside it, are never evaluated; a mechanism with = is a modifier that "
        "nobody defines, and passed over.",
        "Put all at the record's end, or remove the terms.", "RFC 7208 5.1, 6, 6.1"};
    FindingKind joined{"spf-strings-joined", Status::Warning,
                       "The record is published in several strings without a blank where they meet: they are joined as "
                       "they are.",
                       "Put a blank at the end of each string, or publish one string.", "RFC 7208 3.3"};
    FindingKind oldType{"spf-type-record", Status::Ok,
                        "There is a record of the type SPF (99), which nobody reads any more; WARNING where it says "
                        "something else than the TXT record.",
                        "Remove the record of the type SPF.", "RFC 7208 3.1"};
    FindingKind answerSize{"spf-answer-size", Status::Ok,
                           "The domain's TXT records are more than an answer by UDP of 512 octets holds; WARNING above "
                           "4096 octets, which no answer by UDP holds: a receiver without TCP gets none.",
                           "Remove TXT records that nobody needs, or move terms into an include.", "RFC 7208 3.4"};
};
inline constexpr SpfFindings spfFindings;

} // namespace mpm::checkMailAuth
