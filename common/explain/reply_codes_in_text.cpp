// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/reply_codes_in_text.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <array>

namespace mpm::pasted {
namespace {

constexpr std::string_view quotes = "'\"";

bool isAt(std::string_view text, std::size_t at, std::string_view among)
{
    return at < text.size() && among.find(text[at]) != std::string_view::npos;
}

bool isDigitAt(std::string_view text, std::size_t at)
{
    return at < text.size() && isDigit(text[at]);
}

/// Whether a number may begin here: not in a word, a number, a time, an address.
bool mayBegin(std::string_view text, std::size_t at)
{
    if (at == 0) {
        return true;
    }
    const char before = text[at - 1];
    if (before == ':') {
        return at > 1 && !isDigit(text[at - 2]) && text[at - 2] != ':';
    }
    return before == '\n' || std::string_view(" \t([{'\"#<>=;,|").find(before) != std::string_view::npos;
}

/// Whether a number that ends here is one by itself.
bool mayEnd(std::string_view text, std::size_t at)
{
    if (at >= text.size() || isAt(text, at, " \t\n\r)]},;'\"<-")) {
        return true;
    }
    return (isAt(text, at, ".:") && !isDigitAt(text, at + 1)) || (isAt(text, at, "=") && isDigitAt(text, at + 1));
}

std::optional<EnhancedCode> enhancedAt(std::string_view text, std::size_t at, std::size_t& end)
{
    end = at;
    while (end < text.size() && end - at < 12 && (isDigit(text[end]) || text[end] == '.')) {
        ++end;
    }
    if (end > at && text[end - 1] == '.') {
        --end;
    }
    const auto code = EnhancedCode::parse(text.substr(at, end - at));
    return code && mayEnd(text, end) && !(isAt(text, end, "-") && isDigitAt(text, end + 1)) ? code : std::nullopt;
}

std::optional<int> basicAt(std::string_view text, std::size_t at)
{
    const bool digits = isAt(text, at, "12345") && isDigitAt(text, at + 1) && isDigitAt(text, at + 2);
    if (!digits || !mayEnd(text, at + 3)) {
        return std::nullopt;
    }
    return (text[at] - '0') * 100 + (text[at + 1] - '0') * 10 + (text[at + 2] - '0');
}

std::size_t behindBlanks(std::string_view text, std::size_t at)
{
    return std::min(text.find_first_not_of(" \t\n", at), text.size());
}

/// "b'", with which Python marks octets.
bool isQuotedOctets(std::string_view text, std::size_t at)
{
    return isAt(text, at, "b") && isAt(text, at + 1, quotes);
}

/// Behind what divides a basic code from an enhanced one: "550 5.1.1", "550-5.1.1", "550 #5.1.1", "550-'5.1.1",
/// "550, 5.1.1", "550=5.1.1", "550, b'5.1.1" as Python has it.
void takeEnhanced(std::string_view text, CodesAt& codes)
{
    auto at = behindBlanks(text, codes.end);
    char quote = codes.quote;
    for (int most = 0; most < 3 && (isAt(text, at, "'\"(#[,:=") || isQuotedOctets(text, at)); ++most) {
        quote = quotes.find(text[at]) == std::string_view::npos ? quote : text[at];
        at = behindBlanks(text, at + 1);
    }
    std::size_t end = 0;
    if (const auto code = enhancedAt(text, at, end)) {
        codes.enhanced = code;
        codes.quote = quote;
        codes.end = end;
    }
}

/// Past what stands between the codes and the text: ")", ":", "-", blanks.
void takeDivider(std::string_view text, CodesAt& codes)
{
    codes.end = behindBlanks(text, codes.end);
    const auto endsAt = [&](std::size_t at) { return at >= text.size() || isAt(text, at, " \n\t"); };
    while (isAt(text, codes.end, ")]:,") || (isAt(text, codes.end, "-;.") && endsAt(codes.end + 1))) {
        codes.end = behindBlanks(text, codes.end + 1);
    }
    if (isQuotedOctets(text, codes.end)) {
        codes.quote = text[codes.end + 1];
        codes.end += 2;
    }
}

/// Words, as they end, behind which a code is a reply's.
constexpr std::array leads{"said:",     "said",      "says:",       "says",      "returned",     "returned:",
                           "to me:",    "smtp;",     "x-unix;",     "lmtp;",     "x-postfix;",   "<<<",
                           "error",     "error:",    "err:",        "err",       "errorcode",    "code",
                           "code:",     "code is",   "status:",     "status",    "reply:",       "reply",
                           "response:", "response",  "was:",        "responded", "responded:",   "answered",
                           "answered:", "server:",   "replied:",    "reason:",   "failure:",     "deferral:",
                           "code:",     "led=",      "msg=",        "lrt=",      "reply=",       "stat=",
                           "dsn=",      "status=",   "code=",       "error=",    "result:",      "with",
                           "reject:",   "bounced:",  "refused:",    "rejected:", "sent",         "<,",
                           "because:",  "response=", "diagnostic:", "replied",   "dsn:",         "got",
                           "failed:",   "deferred:", "err=",        "message:",  "stat: error",  "result=",
                           "permfail:", "tempfail:", "returned a",  "enhanced:", "description:", "temporary failure:",
                           "smtp",      "fehler",    "erreur",      "errore",    "fout"};

/// Of them those that stand before any number in what people write.
constexpr std::array anybodysWords{"sent", "with", "got"};

/// Words before a colon or a code that say what else the number is.
constexpr std::array otherNumbers{
    "size",  "bytes",   "port",  "pid",      "uid",   "gid",   "id",      "line",    "lines",
    "time",  "seconds", "delay", "messages", "count", "phone", "tel",     "fax",     "room",
    "build", "version", "msgs",  "ext",      "since", "nrcpt", "nrcpts",  "attempt", "attempts",
    "v",     "exim",    "msgid", "release",  "queue", "date",  "weight",  "score",   "postfix",
    "page",  "limit",   "max",   "sendmail", "tls",   "ttl",   "retries", "lhost",   "length"};

constexpr std::array units{"bytes", "byte",    "octets", "messages", "seconds", "second", "s", "ms",   "days",
                           "hours", "minutes", "kb",     "mb",       "kib",     "mib",    "k", "lines"};

/// The end of what stands before, in small letters, without blanks and opening marks behind it.
std::string leadOf(std::string_view text, std::size_t at)
{
    auto before = text.substr(0, at);
    constexpr std::size_t enough = 80;
    before.remove_prefix(before.size() > enough ? before.size() - enough : 0);
    const auto last = before.find_last_not_of(" \t\n'\"([{#");
    return toLower(before.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

template <class List>
bool endsWithWordOf(const List& list, std::string_view lead)
{
    return std::any_of(list.begin(), list.end(), [&](std::string_view word) {
        if (!lead.ends_with(word)) {
            return false;
        }
        const auto rest = lead.substr(0, lead.size() - word.size());
        return rest.empty() || !isAlphanumeric(rest.back()) || !isAlphanumeric(word.front());
    });
}

bool isAmongUnits(std::string_view word)
{
    return std::any_of(units.begin(), units.end(),
                       [&](std::string_view unit) { return equalIgnoringCase(unit, word); });
}

} // namespace

bool readsOn(std::string_view text, const CodesAt& codes)
{
    const auto rest = text.substr(codes.end);
    const auto word = rest.substr(0, rest.find_first_of(" \t\n.,;)"));
    return rest.empty() || codes.quote != '\0' ||
           (!isDigit(rest.front()) && !isAmongUnits(word) && rest.front() != '%');
}

std::optional<CodesAt> codesAt(std::string_view text, std::size_t at)
{
    if (!isDigitAt(text, at) || !mayBegin(text, at)) {
        return std::nullopt;
    }
    CodesAt codes;
    codes.begin = at;
    for (auto mark = at; mark > 0 && at - mark < 3 && isAt(text, mark - 1, "'\"([{#"); --mark) {
        codes.quote = quotes.find(text[mark - 1]) == std::string_view::npos ? codes.quote : text[mark - 1];
    }
    codes.code = basicAt(text, at);
    if (codes.code) {
        codes.end = at + 3;
        if (isAt(text, codes.end, "-")) {
            codes.goesOn = !isAt(text, codes.end + 1, "'\"");
            ++codes.end;
        }
        takeEnhanced(text, codes);
    } else {
        std::size_t end = 0;
        codes.enhanced = enhancedAt(text, at, end);
        codes.end = end;
    }
    if (!codes.code && !codes.enhanced) {
        return std::nullopt;
    }
    takeDivider(text, codes);
    return codes;
}

bool isReply(std::string_view text, const CodesAt& codes, Reading reading)
{
    const auto lead = leadOf(text, codes.begin);
    const auto rest = text.substr(codes.end);
    const bool isDate = !codes.code && rest.size() > 2 && isDigit(rest[0]) && isDigit(rest[1]) && rest[2] == ':';
    if (isDate) { // "5.1.24 10:12:33"
        return false;
    }
    if (lead.empty() && reading == Reading::Alone) {
        return codes.enhanced || !isAmongUnits(rest.substr(0, rest.find(' ')));
    }
    const int status = codes.code ? *codes.code / 100 : codes.enhanced->status;
    if (codes.code && codes.enhanced && codes.enhanced->status == status) {
        return true;
    }
    if (endsWithWordOf(otherNumbers, lead) ||
        (lead.ends_with(':') && endsWithWordOf(otherNumbers, lead.substr(0, lead.size() - 1)))) {
        return false;
    }
    if (!readsOn(text, codes)) {
        return false;
    }
    const bool marked = codes.begin > 0 && text[codes.begin - 1] == '#' && !codes.code;
    const auto before = codes.begin == 0 ? '\0' : text[codes.begin - 1];
    const bool opened = before == '(' || (before == '[' && !codes.code); // smtp[550] is a process
    if (before == '[' && codes.code && !codes.enhanced && isAt(text, codes.begin + 3, "]") && !rest.empty()) {
        return endsWithWordOf(leads, lead);
    }
    const bool inBrackets = opened && !isAlphanumeric(codes.begin > 1 ? text[codes.begin - 2] : ' ') &&
                            isAt(text, text.find_first_not_of("0123456789.", codes.begin), ")]") && status > 3;
    const bool isAnybodys = reading == Reading::Letter && endsWithWordOf(anybodysWords, lead);
    if (marked || inBrackets || (endsWithWordOf(leads, lead) && !isAnybodys)) {
        return true;
    }
    return status > 3 && reading != Reading::Letter &&
           (lead.empty() || ((lead.back() == ':' || lead.back() == ';') && before != ':'));
}

} // namespace mpm::pasted
