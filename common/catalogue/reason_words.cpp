// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/reason_words.hpp"

#include "catalogue/phrases.hpp"

// Words of well-known servers that say more than the code they come with.
namespace mpm::catalogue {
namespace {

constexpr WordRow rows[] = {
    {"greylist|graylist|grey-list|grey list", 4, "the server greylists this sender", phrase::greylisted},
    {"sender verify failed|verification failed for|sender verification failed|callout verification|"
     "sender callout|sender verify callout|callback setup failed|could not verify sender|cannot verify sender|unable "
     "to verify sender|sender not verified",
     refusal, "the sender address can't be verified", phrase::senderUnverified},
    {"reverse hostname|reverse dns|rdns|ptr record|dns ptr|ptr resource record|no ptr", refusal,
     "reverse DNS of the client is missing or wrong", phrase::reverseDns},
    {"spamhaus|spamcop|barracudacentral|blocklist|block list|blacklist|black list|dnsbl|banned sending ip|"
     "blocked using|listed in|listed at|listed by|poor reputation|bad reputation|low reputation|reputation of",
     refusal, "the client is on a blocklist", phrase::blocklisted},
    {"tls 1.0|tls 1.1|tlsv1.0|tlsv1.1|tls version|version of tls|tls protocol version|outdated tls|upgrade your tls",
     refusal, "the TLS of this session is too old", phrase::tlsTooOld},
    {"sendasdenied|send as denied|permission to send as|rights to send as|authorized to send as|to send on behalf",
     refusal, "the login may not send as this address", phrase::sendAsDenied},
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
