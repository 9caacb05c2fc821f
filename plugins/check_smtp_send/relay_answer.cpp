// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/relay_answer.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace mpm::checkSmtpSend {
namespace {

using namespace std::string_view_literals;

/// As Postfix, Exim, Exchange, Sendmail and qmail word it; these count whatever the code. Phrases, since the bare word
/// is in the names of tables and services too.
constexpr std::array aboutRelaying{
    "relay access denied"sv,
    "relaying"sv,
    "relay denied"sv,
    "relay operation rejected"sv,
    "relay not permitted"sv,
    "relay not allowed"sv,
    "relay is not permitted"sv,
    "relay is not allowed"sv,
    "relay prohibited"sv,
    "relay forbidden"sv,
    "not relay"sv,
    "cannot relay"sv,
    "can't relay"sv,
    "don't relay"sv,
    "won't relay"sv,
    "unable to relay"sv,
    "permitted to relay"sv,
    "permission to relay"sv,
    "allowed to relay"sv,
    "authorized to relay"sv,
    "authorised to relay"sv,
    "attempt to relay"sv,
    "not an open relay"sv,
    "rcpthosts"sv,
    "authentication required"sv,
    "authentication is required"sv,
    "must authenticate"sv,
    "authenticate first"sv,
    "please authenticate"sv,
    "not authenticated"sv,
    "must be authenticated"sv,
    "requires authentication"sv,
    "log in first"sv,
    "login required"sv,
    "recipient address rejected: access denied"sv,
};

/// Why a client is refused whatever it says.
constexpr std::array aboutClients{
    "starttls"sv,
    "tls required"sv,
    "requires tls"sv,
    "require tls"sv,
    "must use tls"sv,
    "encryption"sv,
    "client host"sv,
    "blocklist"sv,
    "block list"sv,
    "blacklist"sv,
    "black list"sv,
    "dnsbl"sv,
    "blocked"sv,
    "reputation"sv,
    "reverse dns"sv,
    "ptr record"sv,
    "reverse hostname"sv,
    "helo command"sv,
    "greylist"sv,
    "graylist"sv,
    "rate limit"sv,
    "rate-limit"sv,
    "ratelimit"sv,
    "too many"sv,
    "throttl"sv,
    "overload"sv,
    "spam"sv,
    "temporar"sv,
    "virus"sv,
};

/// Blocklists, which refusals name by their addresses on the web.
constexpr std::array blocklists{"spamhaus."sv, "spamcop."sv, "barracudacentral."sv, "mail-abuse."sv, "sorbs.net"sv};

/// What an honest "not now" says, be it in the same breath as relaying.
constexpr std::array aboutTheMoment{"later"sv, "try again"sv, "retry"sv, "busy"sv, "unavailable"sv, "right now"sv};

/// Why a stranger's mailbox or domain is refused on its own account.
constexpr std::array aboutStrangers{
    "nullmx"sv,
    "null mx"sv,
    "user unknown"sv,
    "unknown user"sv,
    "unknown recipient"sv,
    "recipient unknown"sv,
    "no such user"sv,
    "no such recipient"sv,
    "no mailbox"sv,
    "does not exist"sv,
    "unrouteable"sv,
    "unroutable"sv,
    "domain not found"sv,
    "quota"sv,
    "syntax"sv,
    "malformed"sv,
};

/// Words of a refusal that gives no reason; 5.7.1 in none but these means the stranger's mail itself.
constexpr std::array saysNoReason{
    "no"sv,        "not"sv,      "denied"sv,     "rejected"sv,       "refused"sv,          "forbidden"sv,
    "permitted"sv, "allowed"sv,  "authorized"sv, "authorised"sv,     "access"sv,           "recipient"sv,
    "address"sv,   "delivery"sv, "message"sv,    "administrative"sv, "prohibition"sv,      "prohibited"sv,
    "sorry"sv,     "rcpt"sv,     "to"sv,         "mail"sv,           "administratively"sv, "is"sv,
};

/// A sender that is nobody's, or not this client's, be it refused at MAIL or only at RCPT.
constexpr std::array aboutSenders{
    "sender address"sv, "sender rejected"sv, "sender verif"sv, "not owned"sv, "spf "sv, "spf:"sv, "dmarc"sv};

/// A domain that takes no mail (RFC 7505): the server looked at the stranger's domain, as one that relays does.
constexpr std::array aboutNullMx{"nullmx"sv, "null mx"sv};

/// A host name, an address on the web, an enhanced code: dots inside a word.
bool holdsDot(std::string_view word)
{
    const auto last = word.find_last_not_of(".,;:!?)]>\"'");
    return word.substr(0, last == std::string_view::npos ? 0 : last).find('.') != std::string_view::npos;
}

/// In lower case and without mail addresses: the very words that count may stand in one.
std::vector<std::string> wordsOf(const PeerText& line)
{
    auto words = split(toLower(line.raw()), ' ');
    std::erase_if(words, [](const std::string& word) {
        return word.empty() || word.find_first_of("@%") != std::string::npos ||
               word.find("relay-test") != std::string::npos;
    });
    return words;
}

/// Nor in the names of hosts.
std::vector<std::string> ownWordsOf(const PeerText& line)
{
    auto words = wordsOf(line);
    std::erase_if(words, holdsDot);
    return words;
}

template <class WordsOfLine>
bool anyLineHolds(const Reply& reply, std::span<const std::string_view> phrases, WordsOfLine wordsOfLine)
{
    return std::any_of(reply.lines.begin(), reply.lines.end(), [&](const PeerText& line) {
        const auto text = join(wordsOfLine(line), " ") + " ";
        return std::any_of(phrases.begin(), phrases.end(),
                           [&](std::string_view each) { return text.find(each) != std::string::npos; });
    });
}

bool speaksOf(const Reply& reply, std::span<const std::string_view> phrases)
{
    return anyLineHolds(reply, phrases, ownWordsOf);
}

bool speaksOfClients(const Reply& reply)
{
    return speaksOf(reply, aboutClients) || anyLineHolds(reply, blocklists, wordsOf);
}

bool speaksOfRelaying(const Reply& reply)
{
    return !speaksOfClients(reply) && !speaksOf(reply, aboutStrangers) && speaksOf(reply, aboutRelaying);
}

bool givesNoReason(const Reply& reply)
{
    return std::all_of(reply.lines.begin(), reply.lines.end(), [](const PeerText& line) {
        const auto words = ownWordsOf(line);
        return std::all_of(words.begin(), words.end(), [](std::string_view word) {
            const auto first = word.find_first_not_of("\"'([<.,;:!?-");
            const auto last = word.find_last_not_of("\"')]>.,;:!?-");
            const auto bare = first == std::string_view::npos ? "" : word.substr(first, last + 1 - first);
            return bare.empty() || std::find(saysNoReason.begin(), saysNoReason.end(), bare) != saysNoReason.end();
        });
    });
}

bool isOneOf(int code, std::initializer_list<int> codes)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// SPF, DKIM, DMARC, reverse DNS, a sender's null MX, and encryption first (RFC 7372, 7505, 5248).
bool isAboutOthers(const EnhancedCode& code)
{
    return code.subject == 7 && ((code.detail >= 20 && code.detail <= 27) || code.detail == 10);
}

bool refusesStrangers(const Reply& reply)
{
    if (speaksOfRelaying(reply)) {
        return true;
    }
    if (speaksOfClients(reply) || speaksOf(reply, aboutStrangers) || speaksOf(reply, aboutSenders)) {
        return false;
    }
    const auto enhanced = reply.enhanced();
    if (enhanced && enhanced->subject != 0) {
        return enhanced->subject == 7 && !isAboutOthers(*enhanced) && givesNoReason(reply);
    }
    return isOneOf(reply.code, {530, 550, 551, 553, 554});
}

/// Whether a made-up address is refused on its own account.
bool refusesAddress(const Reply& reply)
{
    const auto enhanced = reply.enhanced();
    const bool wellPlaced = !enhanced || isOneOf(enhanced->subject, {0, 1, 5, 7});
    return wellPlaced && isOneOf(reply.code, {500, 501, 530, 550, 551, 553, 554, 555}) && !speaksOfClients(reply) &&
           !speaksOf(reply, aboutNullMx) && !(enhanced && isAboutOthers(*enhanced));
}

bool refusesSpoofedAddress(const Reply& reply, const RelayAttempt& attempt)
{
    switch (attempt.spoofed) {
    case Spoofed::None: return false;
    case Spoofed::Recipient: return attempt.rcpt && refusesAddress(reply);
    case Spoofed::Sender: return (!attempt.rcpt && refusesAddress(reply)) || speaksOf(reply, aboutSenders);
    }
    return false;
}

/// Whether the stranger is refused as a sender: his domain, SPF, DKIM, DMARC (not encryption, not reverse DNS).
bool refusesSender(const Reply& reply, const RelayAttempt& attempt)
{
    if (speaksOfClients(reply)) {
        return false;
    }
    const auto enhanced = reply.enhanced().value_or(EnhancedCode());
    const bool sendersCode = (enhanced.subject == 1 && (enhanced.detail == 7 || enhanced.detail == 8)) ||
                             (isAboutOthers(enhanced) && enhanced.detail != 10 && enhanced.detail != 25);
    return sendersCode || speaksOf(reply, aboutSenders) || (!attempt.rcpt && refusesAddress(reply));
}

/// Whether a 4yz puts off relaying itself. That is policy (subject 7 of RFC 3463), not the state of the machine.
bool deniesForNow(const Reply& reply)
{
    const auto subject = reply.enhanced().value_or(EnhancedCode()).subject;
    return speaksOfRelaying(reply) && !speaksOf(reply, aboutTheMoment) && (subject == 0 || subject == 7);
}

} // namespace

std::string_view toString(RelayAnswer answer)
{
    switch (answer) {
    case RelayAnswer::Lost: return "lost";
    case RelayAnswer::Accepted: return "accepted";
    case RelayAnswer::Refused: return "refused";
    case RelayAnswer::RefusedForNow: return "refused for now";
    case RelayAnswer::PutOff: return "put off";
    case RelayAnswer::SenderRefused: return "sender refused";
    case RelayAnswer::Unclear: return "unclear";
    case RelayAnswer::Misplaced: return "misplaced";
    }
    return "unclear";
}

const Exchange& decisive(const Delivery& delivery, const RelayAttempt& attempt)
{
    return delivery.exchange(attempt.rcpt.value_or(attempt.mail));
}

RelayAnswer relayAnswer(const Delivery& delivery, const RelayAttempt& attempt)
{
    const auto& exchange = decisive(delivery, attempt);
    if (!exchange.reply) {
        return RelayAnswer::Lost;
    }
    if (exchange.reply->codeClass() == 4) {
        return deniesForNow(*exchange.reply) ? RelayAnswer::RefusedForNow : RelayAnswer::PutOff;
    }
    if (exchange.reply->codeClass() == 5) {
        if (refusesStrangers(*exchange.reply) || refusesSpoofedAddress(*exchange.reply, attempt)) {
            return RelayAnswer::Refused;
        }
        return refusesSender(*exchange.reply, attempt) ? RelayAnswer::SenderRefused : RelayAnswer::Unclear;
    }
    return attempt.rcpt && accepts(exchange) ? RelayAnswer::Accepted : RelayAnswer::Misplaced;
}

} // namespace mpm::checkSmtpSend
