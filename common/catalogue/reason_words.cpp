// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/reason_words.hpp"

#include "catalogue/phrases.hpp"

// Words of well-known servers that say more than the code they come with.
namespace mpm::catalogue {
namespace {

constexpr WordRow rows[] = {
    {"greylist|graylist|grey-list|grey list", 4, "the server greylists this sender", phrase::greylisted},
    {"spamhaus|spamcop|barracudacentral|blocklist|block list|blacklist|black list|dnsbl|banned sending ip|"
     "blocked using",
     refusal, "the client is on a blocklist", phrase::blocklisted},
    {"issue a starttls|issue starttls|starttls first|starttls is required|tls required|requires tls|"
     "encryption required",
     refusal, "encryption is required", phrase::tlsRequired},
    {"authentication required|authentication is required|requires authentication|not authenticated|"
     "must authenticate|authenticate first",
     refusal, "not without login", phrase::loginRequired},
    {"relay access denied|relay denied|relaying denied|relay not permitted|relaying not|to relay|not relay", refusal,
     "relaying is denied", phrase::relayDenied},
    {"over quota|overquota|quota exceeded|exceeded storage|mailbox full|mailbox is full", refusal,
     "the mailbox is full", phrase::overQuota},
    {"reverse hostname|reverse dns|ptr record", refusal, "reverse DNS of the client is missing or wrong",
     phrase::reverseDns},
    {"dmarc|dkim|spf ", refusal, "the sender's domain fails SPF, DKIM or DMARC", phrase::unauthenticatedSender},
    {"too many connections|too many concurrent|too many messages|rate limit|throttl", refusal,
     "too much at once: throttled", phrase::throttled},
    {"temporarily deferred", 4, "too much at once: throttled", phrase::throttled},
    {"virus|malware|spam", refusal, "taken for spam or malware", phrase::spam},
    {"user unknown|unknown user|unknown recipient|recipient unknown|no such user|no such recipient|"
     "no mailbox here",
     5, "the mailbox does not exist", phrase::unknownUser},
    {"sender address rejected|sender rejected|sender denied", refusal, "the sender address is not accepted",
     phrase::senderRefused},
};

} // namespace

std::span<const WordRow> reasonWords()
{
    return rows;
}

} // namespace mpm::catalogue
