// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/relay_answer.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/phrase_text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace mpm::sending {
namespace {

/// As Postfix, Exim, Exchange, Sendmail and qmail word it; these count whatever the code. Phrases, since the bare word
/// is in the names of tables and services too.
constexpr std::string_view aboutRelaying =
    "relay access denied|relaying|relay denied|relay operation rejected|relay not permitted|relay not allowed|"
    "relay is not permitted|relay is not allowed|relay prohibited|relay forbidden|not relay|cannot relay|"
    "can't relay|don't relay|won't relay|unable to relay|permitted to relay|permission to relay|allowed to relay|"
    "authorized to relay|authorised to relay|attempt to relay|not an open relay|rcpthosts|"
    "authentication required|authentication is required|must authenticate|authenticate first|please authenticate|"
    "not authenticated|must be authenticated|requires authentication|log in first|login required|"
    "recipient address rejected: access denied";

/// Why a client is refused whatever it says.
constexpr std::string_view aboutClients =
    "starttls|tls required|requires tls|require tls|must use tls|encryption|client host|blocklist|block list|"
    "blacklist|black list|dnsbl|blocked|reputation|reverse dns|ptr record|reverse hostname|helo command|greylist|"
    "graylist|rate limit|rate-limit|ratelimit|too many|throttl|overload|spam|temporar|virus";

/// Blocklists, which refusals name by their addresses on the web.
constexpr std::string_view blocklists = "spamhaus.|spamcop.|barracudacentral.|mail-abuse.|sorbs.net";

/// What an honest "not now" says, be it in the same breath as relaying.
constexpr std::string_view aboutTheMoment = "later|try again|retry|busy|unavailable|right now";

/// Why a stranger's mailbox or domain is refused on its own account.
constexpr std::string_view aboutStrangers =
    "nullmx|null mx|user unknown|unknown user|unknown recipient|recipient unknown|no such user|no such recipient|"
    "no mailbox|does not exist|unrouteable|unroutable|domain not found|quota|syntax|malformed";

/// Words of a refusal that gives no reason; 5.7.1 in none but these means the stranger's mail itself.
constexpr std::string_view saysNoReason =
    "no|not|denied|rejected|refused|forbidden|permitted|allowed|authorized|authorised|access|recipient|address|"
    "delivery|message|administrative|prohibition|prohibited|sorry|rcpt|to|mail|administratively|is";

/// A sender that is nobody's, or not this client's, be it refused at MAIL or only at RCPT.
constexpr std::string_view aboutSenders = "sender address|sender rejected|sender verif|not owned|spf |spf:|dmarc";

/// A domain that takes no mail (RFC 7505): the server looked at the stranger's domain, as one that relays does.
constexpr std::string_view aboutNullMx = "nullmx|null mx";

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
            auto words = splitWords(toLower(line.raw()));
            std::erase_if(words, [](const std::string& word) {
                return word.find_first_of("@%") != std::string::npos || word.find("relay-test") != std::string::npos;
            });
            lines_.emplace_back(join(words, " ") + " ");
            std::erase_if(words, holdsDot);
            linesWithoutHosts_.emplace_back(join(words, " ") + " ");
            append(words_, words);
        }
    }

    bool speaksOf(std::string_view phrases) const { return anyHolds(linesWithoutHosts_, phrases); }

    bool speaksOfClients() const { return speaksOf(aboutClients) || anyHolds(lines_, blocklists); }

    bool speaksOfRelaying() const { return !speaksOfClients() && !speaksOf(aboutStrangers) && speaksOf(aboutRelaying); }

    bool givesNoReason() const
    {
        return std::all_of(words_.begin(), words_.end(), [](std::string_view word) {
            const auto first = word.find_first_not_of("\"'([<.,;:!?-");
            const auto last = word.find_last_not_of("\"')]>.,;:!?-");
            const auto bare = first == std::string_view::npos ? "" : word.substr(first, last + 1 - first);
            return bare.empty() || isAmong(saysNoReason, bare);
        });
    }

    const Reply& reply;

private:
    static bool anyHolds(const std::vector<PhraseText>& lines, std::string_view phrases)
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

bool refusesSpoofedAddress(const Refusal& refusal, const RelayAttempt& attempt)
{
    switch (attempt.spoofed) {
    case Spoofed::None: return false;
    case Spoofed::Recipient: return attempt.rcpt && refusesAddress(refusal);
    case Spoofed::Sender: return (!attempt.rcpt && refusesAddress(refusal)) || refusal.speaksOf(aboutSenders);
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

const Exchange& decisive(const RelayAttempt& attempt)
{
    return attempt.rcpt ? *attempt.rcpt : attempt.mail;
}

RelayAnswer relayAnswer(const RelayAttempt& attempt)
{
    const auto& exchange = decisive(attempt);
    if (!exchange.reply) {
        return RelayAnswer::Lost;
    }
    const Refusal refusal(*exchange.reply);
    if (exchange.reply->codeClass() == 4) {
        if (deniesForNow(refusal)) {
            return RelayAnswer::RefusedForNow;
        }
        return exchange.answered(421) ? RelayAnswer::Lost : RelayAnswer::PutOff;
    }
    if (exchange.reply->codeClass() == 5) {
        if (refusesStrangers(refusal) || refusesSpoofedAddress(refusal, attempt)) {
            return RelayAnswer::Refused;
        }
        return refusesSender(refusal, attempt) ? RelayAnswer::SenderRefused : RelayAnswer::Unclear;
    }
    return attempt.rcpt && accepts(exchange) ? RelayAnswer::Accepted : RelayAnswer::Misplaced;
}

bool isAnswered(const RelayTest& test)
{
    return std::any_of(test.attempts.begin(), test.attempts.end(),
                       [](const RelayAttempt& attempt) { return relayAnswer(attempt) != RelayAnswer::Lost; });
}

} // namespace mpm::sending
