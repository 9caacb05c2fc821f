// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/relay_answer.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace mpm::checkSmtpSend {
namespace {

using namespace std::string_view_literals;

/// As Postfix, Exim, Exchange, Sendmail and qmail word it; these count whatever the code.
constexpr std::array aboutRelaying{
    "relay"sv,
    "rcpthosts"sv,
    "authentication required"sv,
    "authentication is required"sv,
    "authenticate"sv,
    "not authenticated"sv,
    "requires authentication"sv,
    "log in first"sv,
    "login required"sv,
    "recipient address rejected: access denied"sv,
};

/// Why a client is refused whatever it says.
constexpr std::array aboutClients{
    "starttls"sv,    "spamhaus"sv,         "spamcop"sv,    "barracuda"sv, "blocklist"sv,
    "block list"sv,  "blacklist"sv,        "black list"sv, "dnsbl"sv,     "blocked using"sv,
    "reverse dns"sv, "reverse hostname"sv, "ptr record"sv, "greylist"sv,  "helo command"sv,
};

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

/// A sender that is nobody's, or not this client's, be it refused at MAIL or only at RCPT.
constexpr std::array aboutSenders{
    "sender address"sv, "sender rejected"sv, "sender verif"sv, "not owned"sv, "spf "sv, "spf:"sv, "dmarc"sv};

/// A domain that takes no mail (RFC 7505): the server looked at the stranger's domain, as one that relays does.
constexpr std::array aboutNullMx{"nullmx"sv, "null mx"sv};

/// In lower case and without addresses: the very words that count may stand in one.
std::string wordsOf(const PeerText& line)
{
    std::string text;
    for (const auto& word : split(toLower(line.raw()), ' ')) {
        const bool isAddress =
            word.find_first_of("@%") != std::string::npos || word.find("relay-test") != std::string::npos;
        text += isAddress ? "" : word + " ";
    }
    return text;
}

bool speaksOf(const Reply& reply, std::span<const std::string_view> words)
{
    return std::any_of(reply.lines.begin(), reply.lines.end(), [&](const PeerText& line) {
        const auto text = wordsOf(line);
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view each) { return text.find(each) != std::string::npos; });
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
    if (isAboutRelaying(reply)) {
        return true;
    }
    if (speaksOf(reply, aboutClients) || speaksOf(reply, aboutSenders) || speaksOf(reply, aboutStrangers)) {
        return false;
    }
    const auto enhanced = reply.enhanced();
    if (enhanced && enhanced->subject != 0) {
        return enhanced->subject == 7 && !isAboutOthers(*enhanced);
    }
    return isOneOf(reply.code, {530, 550, 551, 553, 554});
}

/// Whether a made-up address is refused on its own account.
bool refusesAddress(const Reply& reply)
{
    const auto enhanced = reply.enhanced();
    const bool wellPlaced = !enhanced || isOneOf(enhanced->subject, {0, 1, 5, 7});
    return wellPlaced && isOneOf(reply.code, {500, 501, 530, 550, 551, 553, 554, 555}) &&
           !speaksOf(reply, aboutNullMx) && !(enhanced && isAboutOthers(*enhanced));
}

bool refusesDisguise(const Reply& reply, const RelayAttempt& attempt)
{
    switch (attempt.disguise) {
    case Disguise::None: return false;
    case Disguise::Recipient: return attempt.rcpt && refusesAddress(reply);
    case Disguise::Sender: return (!attempt.rcpt && refusesAddress(reply)) || speaksOf(reply, aboutSenders);
    }
    return false;
}

/// Whether the stranger is refused as a sender: his domain, SPF, DKIM, DMARC (not encryption, not reverse DNS).
bool refusesSender(const Reply& reply, const RelayAttempt& attempt)
{
    if (speaksOf(reply, aboutClients)) {
        return false;
    }
    const auto enhanced = reply.enhanced().value_or(EnhancedCode());
    const bool sendersCode = (enhanced.subject == 1 && (enhanced.detail == 7 || enhanced.detail == 8)) ||
                             (isAboutOthers(enhanced) && enhanced.detail != 10 && enhanced.detail != 25);
    return sendersCode || speaksOf(reply, aboutSenders) || (!attempt.rcpt && refusesAddress(reply));
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

bool isAboutRelaying(const Reply& reply)
{
    return speaksOf(reply, aboutRelaying);
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
        return isAboutRelaying(*exchange.reply) ? RelayAnswer::RefusedForNow : RelayAnswer::PutOff;
    }
    if (exchange.reply->codeClass() == 5) {
        if (refusesStrangers(*exchange.reply) || refusesDisguise(*exchange.reply, attempt)) {
            return RelayAnswer::Refused;
        }
        return refusesSender(*exchange.reply, attempt) ? RelayAnswer::SenderRefused : RelayAnswer::Unclear;
    }
    return attempt.rcpt && accepts(exchange) ? RelayAnswer::Accepted : RelayAnswer::Misplaced;
}

} // namespace mpm::checkSmtpSend
