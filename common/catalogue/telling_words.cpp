// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/phrases.hpp"
#include "catalogue/tables.hpp"

// Words of well-known servers that say more than the code they come with.
namespace mpm::catalogue {
namespace {

constexpr std::string_view isGreylisted = "the server greylists this sender";
constexpr std::string_view isBlocklisted = "the client is on a blocklist";
constexpr std::string_view wantsTls = "encryption is required";
constexpr std::string_view wantsLogin = "not without login";
constexpr std::string_view noRelay = "relaying is denied";
constexpr std::string_view isFull = "the mailbox is full";
constexpr std::string_view tooMuch = "too much at once: throttled";
constexpr std::string_view noReverseDns = "reverse DNS of the client is missing or wrong";
constexpr std::string_view isUnauthenticated = "the sender's domain fails SPF, DKIM or DMARC";
constexpr std::string_view isSpam = "taken for spam or malware";
constexpr std::string_view noSuchUser = "the mailbox does not exist";
constexpr std::string_view noSuchSender = "the sender address is not accepted";

constexpr WordRow rows[] = {
    {"greylist", 4, isGreylisted, phrase::greylisted},
    {"graylist", 4, isGreylisted, phrase::greylisted},
    {"grey-list", 4, isGreylisted, phrase::greylisted},
    {"grey list", 4, isGreylisted, phrase::greylisted},

    {"spamhaus", refusal, isBlocklisted, phrase::blocklisted},
    {"spamcop", refusal, isBlocklisted, phrase::blocklisted},
    {"barracudacentral", refusal, isBlocklisted, phrase::blocklisted},
    {"blocklist", refusal, isBlocklisted, phrase::blocklisted},
    {"block list", refusal, isBlocklisted, phrase::blocklisted},
    {"blacklist", refusal, isBlocklisted, phrase::blocklisted},
    {"black list", refusal, isBlocklisted, phrase::blocklisted},
    {"dnsbl", refusal, isBlocklisted, phrase::blocklisted},
    {"banned sending ip", refusal, isBlocklisted, phrase::blocklisted},
    {"blocked using", refusal, isBlocklisted, phrase::blocklisted},

    {"issue a starttls", refusal, wantsTls, phrase::tlsRequired},
    {"issue starttls", refusal, wantsTls, phrase::tlsRequired},
    {"starttls first", refusal, wantsTls, phrase::tlsRequired},
    {"starttls is required", refusal, wantsTls, phrase::tlsRequired},
    {"tls required", refusal, wantsTls, phrase::tlsRequired},
    {"requires tls", refusal, wantsTls, phrase::tlsRequired},
    {"encryption required", refusal, wantsTls, phrase::tlsRequired},

    {"authentication required", refusal, wantsLogin, phrase::loginRequired},
    {"authentication is required", refusal, wantsLogin, phrase::loginRequired},
    {"requires authentication", refusal, wantsLogin, phrase::loginRequired},
    {"not authenticated", refusal, wantsLogin, phrase::loginRequired},
    {"must authenticate", refusal, wantsLogin, phrase::loginRequired},
    {"authenticate first", refusal, wantsLogin, phrase::loginRequired},

    {"relay access denied", refusal, noRelay, phrase::relayDenied},
    {"relay denied", refusal, noRelay, phrase::relayDenied},
    {"relaying denied", refusal, noRelay, phrase::relayDenied},
    {"relay not permitted", refusal, noRelay, phrase::relayDenied},
    {"relaying not", refusal, noRelay, phrase::relayDenied},
    {"to relay", refusal, noRelay, phrase::relayDenied},
    {"not relay", refusal, noRelay, phrase::relayDenied},

    {"over quota", refusal, isFull, phrase::overQuota},
    {"overquota", refusal, isFull, phrase::overQuota},
    {"quota exceeded", refusal, isFull, phrase::overQuota},
    {"exceeded storage", refusal, isFull, phrase::overQuota},
    {"mailbox full", refusal, isFull, phrase::overQuota},
    {"mailbox is full", refusal, isFull, phrase::overQuota},

    {"reverse hostname", refusal, noReverseDns, phrase::reverseDns},
    {"reverse dns", refusal, noReverseDns, phrase::reverseDns},
    {"ptr record", refusal, noReverseDns, phrase::reverseDns},

    {"dmarc", refusal, isUnauthenticated, phrase::unauthenticatedSender},
    {"dkim", refusal, isUnauthenticated, phrase::unauthenticatedSender},
    {"spf ", refusal, isUnauthenticated, phrase::unauthenticatedSender},

    {"too many connections", refusal, tooMuch, phrase::throttled},
    {"too many concurrent", refusal, tooMuch, phrase::throttled},
    {"too many messages", refusal, tooMuch, phrase::throttled},
    {"rate limit", refusal, tooMuch, phrase::throttled},
    {"throttl", refusal, tooMuch, phrase::throttled},
    {"temporarily deferred", 4, tooMuch, phrase::throttled},

    {"virus", refusal, isSpam, phrase::spam},
    {"malware", refusal, isSpam, phrase::spam},
    {"spam", refusal, isSpam, phrase::spam},

    {"user unknown", 5, noSuchUser, phrase::unknownUser},
    {"unknown user", 5, noSuchUser, phrase::unknownUser},
    {"unknown recipient", 5, noSuchUser, phrase::unknownUser},
    {"recipient unknown", 5, noSuchUser, phrase::unknownUser},
    {"no such user", 5, noSuchUser, phrase::unknownUser},
    {"no such recipient", 5, noSuchUser, phrase::unknownUser},
    {"no mailbox here", 5, noSuchUser, phrase::unknownUser},

    {"sender address rejected", refusal, noSuchSender, phrase::senderRefused},
    {"sender rejected", refusal, noSuchSender, phrase::senderRefused},
    {"sender denied", refusal, noSuchSender, phrase::senderRefused},
};

} // namespace

std::span<const WordRow> tellingWords()
{
    return rows;
}

} // namespace mpm::catalogue
