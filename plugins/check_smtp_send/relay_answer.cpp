// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/relay_answer.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/phrase_text.hpp"

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

/// The lines of a refusal in which phrases count. Without mail addresses: the very words may stand in one.
class Refusal {
public:
    explicit Refusal(const Reply& given) : reply(given)
    {
        for (const auto& line : given.lines) {
            auto words = split(toLower(line.raw()), ' ');
            std::erase_if(words, [](const std::string& word) {
                return word.empty() || word.find_first_of("@%") != std::string::npos ||
                       word.find("relay-test") != std::string::npos;
            });
            lines_.emplace_back(join(words, " ") + " ");
            std::erase_if(words, holdsDot);
            linesWithoutHosts_.emplace_back(join(words, " ") + " ");
            append(words_, words);
        }
    }

    bool speaksOf(std::span<const std::string_view> phrases) const { return anyHolds(linesWithoutHosts_, phrases); }

    bool speaksOfClients() const { return speaksOf(aboutClients) || anyHolds(lines_, blocklists); }

    bool speaksOfRelaying() const { return !speaksOfClients() && !speaksOf(aboutStrangers) && speaksOf(aboutRelaying); }

    bool givesNoReason() const
    {
        return std::all_of(words_.begin(), words_.end(), [](std::string_view word) {
            const auto first = word.find_first_not_of("\"'([<.,;:!?-");
            const auto last = word.find_last_not_of("\"')]>.,;:!?-");
            const auto bare = first == std::string_view::npos ? "" : word.substr(first, last + 1 - first);
            return bare.empty() || std::find(saysNoReason.begin(), saysNoReason.end(), bare) != saysNoReason.end();
        });
    }

    const Reply& reply;

private:
    static bool anyHolds(const std::vector<PhraseText>& lines, std::span<const std::string_view> phrases)
    {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const PhraseText& line) { return line.holdsOneOf(phrases); });
    }

    std::vector<PhraseText> lines_;
    std::vector<PhraseText> linesWithoutHosts_; ///< nor the names of hosts
    std::vector<std::string> words_;            ///< of these
};

bool isOneOf(int code, std::initializer_list<int> codes)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// SPF, DKIM, DMARC, reverse DNS, a sender's null MX, and encryption first (RFC 7372, 7505, 5248).
bool isAboutOthers(const EnhancedCode& code)
{
    return code.subject == 7 && ((code.detail >= 20 && code.detail <= 27) || code.detail == 10);
}

bool refusesStrangers(const Refusal& refusal)
{
    if (refusal.speaksOfRelaying()) {
        return true;
    }
    if (refusal.speaksOfClients() || refusal.speaksOf(aboutStrangers) || refusal.speaksOf(aboutSenders)) {
        return false;
    }
    const auto enhanced = refusal.reply.enhanced();
    if (enhanced && enhanced->subject != 0) {
        return enhanced->subject == 7 && !isAboutOthers(*enhanced) && refusal.givesNoReason();
    }
    return isOneOf(refusal.reply.code, {530, 550, 551, 553, 554});
}

/// Whether a made-up address is refused on its own account.
bool refusesAddress(const Refusal& refusal)
{
    const auto enhanced = refusal.reply.enhanced();
    const bool wellPlaced = !enhanced || isOneOf(enhanced->subject, {0, 1, 5, 7});
    return wellPlaced && isOneOf(refusal.reply.code, {500, 501, 530, 550, 551, 553, 554, 555}) &&
           !refusal.speaksOfClients() && !refusal.speaksOf(aboutNullMx) && !(enhanced && isAboutOthers(*enhanced));
}

bool refusesDisguise(const Refusal& refusal, const RelayAttempt& attempt)
{
    switch (attempt.disguise) {
    case Disguise::None: return false;
    case Disguise::Recipient: return attempt.rcpt && refusesAddress(refusal);
    case Disguise::Sender: return (!attempt.rcpt && refusesAddress(refusal)) || refusal.speaksOf(aboutSenders);
    }
    return false;
}

/// Whether the stranger is refused as a sender: his domain, SPF, DKIM, DMARC (not encryption, not reverse DNS).
bool refusesSender(const Refusal& refusal, const RelayAttempt& attempt)
{
    if (refusal.speaksOfClients()) {
        return false;
    }
    const auto enhanced = refusal.reply.enhanced().value_or(EnhancedCode());
    const bool sendersCode = (enhanced.subject == 1 && (enhanced.detail == 7 || enhanced.detail == 8)) ||
                             (isAboutOthers(enhanced) && enhanced.detail != 10 && enhanced.detail != 25);
    return sendersCode || refusal.speaksOf(aboutSenders) || (!attempt.rcpt && refusesAddress(refusal));
}

/// Whether a 4yz puts off relaying itself. That is policy (subject 7 of RFC 3463), not the state of the machine.
bool deniesForNow(const Refusal& refusal)
{
    const auto subject = refusal.reply.enhanced().value_or(EnhancedCode()).subject;
    return refusal.speaksOfRelaying() && !refusal.speaksOf(aboutTheMoment) && (subject == 0 || subject == 7);
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
    const Refusal refusal(*exchange.reply);
    if (exchange.reply->codeClass() == 4) {
        return deniesForNow(refusal) ? RelayAnswer::RefusedForNow : RelayAnswer::PutOff;
    }
    if (exchange.reply->codeClass() == 5) {
        if (refusesStrangers(refusal) || refusesDisguise(refusal, attempt)) {
            return RelayAnswer::Refused;
        }
        return refusesSender(refusal, attempt) ? RelayAnswer::SenderRefused : RelayAnswer::Unclear;
    }
    return attempt.rcpt && accepts(exchange) ? RelayAnswer::Accepted : RelayAnswer::Misplaced;
}

} // namespace mpm::checkSmtpSend
