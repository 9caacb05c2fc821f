// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/refusal.hpp"

#include "check_dns_delegation/registry/phrase_pattern.hpp"

#include <algorithm>
#include <string_view>

namespace mpm {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t briefest = 8; ///< words of a sentence that says "access is denied" and no more
constexpr std::size_t longestTrouble = 20;
constexpr std::size_t introduced = 3; ///< words before "you have", as "error" and "sorry"

/// A measure and that it is full, in whatever order and words.
constexpr std::string_view quotas = "limit|limits|quota|maximum|max|rate|allowance|threshold|number of|limite|maximo|"
                                    "massimo|nombre|numero|numer|liczba|limita|limit-|anzahl|kolichestvo|cuota|cota|"
                                    "kvota";
constexpr std::string_view passed =
    "exceeded|exceeds|exceed|reached|surpassed|exhausted|overrun|too high|used up|is over|excedid-|excedeu|superad-|"
    "superat-|raggiunt-|depasse-|atteint-|alcanzad-|ating-|erreicht|uberschritten|ueberschritten|przekroczon-|"
    "prevyshen-|ischerpan-|wyczerpan-";

/// A question or who asks, and that it is refused.
constexpr std::string_view questions =
    "access|lookup|lookups|quer-|request|requests|client|clients|ip|your host|your network|your address|you|"
    "connection|connections";
constexpr std::string_view ours = "this address|your address|this ip|your ip|your host|your network";
constexpr std::string_view ended =
    "blacklist|black list|block list|blocklist|deny list|denylist|suspended|disabled|revoked|barred|locked out";
constexpr std::string_view refused =
    "denied|refused|rejected|blocked|banned|blacklisted|throttled|not permitted|not allowed|not authori-|forbidden|"
    "declined";

/// What is not done, and that a measure is the cause of it.
constexpr std::string_view undone = "not|cannot|unable|no|denied|refused";
constexpr std::string_view causes = "due to|because|owing to|reason";
constexpr std::string_view measures = "limit-|quota|rate|throttl-|excessive|too many|abus-|blacklist-|block list|"
                                      "control list";

constexpr std::string_view stated =
    "service denied|service refused|host * black list|network * black list|lookup- * suspended|quer- * "
    "suspended|access * disabled|no permission|not "
    "have permission|not whitelisted|not * white list|not * whitelist|not * allowlist|not * allow list|not available "
    "to your|not available for your ip|not available for your address|^ forbidden $|^ denied $|^ refused "
    "$|too many requests|too many quer-|too many * request-|too many * quer-|too many * connection-|too many * access-|"
    "too many * lookup-|too many * hit-|too many * attempt-|too many simultan-|too many whois|^ too many|"
    "limit- * exceed-|limit- * reach-|limit- * hit|limit- * surpass-|limit- * passed|limit- is over|exceed- * limit-|"
    "over * limit|reached * limit|hit * limit|exceed- * quota|quota * exceed-|quota * reach-|quota * used|"
    "quota * exhaust-|over quota|out of quota|exceed- * maximum|exceed- * allow-|quer- exceed-|quer- * exceeded|"
    "requests * exceeded|lookups * exceeded|quer- * surpass-|requests * surpass-|connections * exceeded|"
    "exceed- * rate|rate * exceed-|interval * too short|too fast|too frequent-|too often|too quickly|too soon|"
    "address * blocked|address * banned|address * blacklist-|address * denied|address * refused|address * black list-|"
    "ip * blocked|ip * banned|ip * blacklist-|ip * denied|ip * refused|ip * black list-|ip * restricted|"
    "address * restricted|host * blocked|network * blocked|subnet * blocked|"
    "address * not authori-|ip * not authori-|ip * not allowed|address * not allowed|client- * not permitted|"
    "client- * blocked|client- * denied|client- * not allowed|access * denied|access * blocked|access * refused|"
    "access is forbidden|access forbidden|access * suspended|access restricted|access * revoked|access * rejected|"
    "access * been limited|access * been restricted|denied access|you are blocked|you are banned|you are blacklist-|"
    "you * been blacklist-|you * been blocked|you * been banned|you are not allowed|you are not authori-|"
    "you are not permitted|request- * throttled|request- * blocked|quer- * throttled|quer- * blocked|"
    "permission denied|abus- * detected|^ blacklisted|^ banned|is blacklisted|ban list|being rate|are rate limited|"
    "been rate limited|reduced information|forbidden for your|^ unauthori- $|unauthori- client|unauthori- ip|"
    "unauthori- address|excedid-|excedeu|ha superado|supero el|limite * superad-|limite * alcanz-|limite * depass-|"
    "limite * atteint-|limite * ating-|limite * superat-|limite * raggiunt-|depasse * limite|demasiad- * consult-|"
    "demasiad- * petic-|demasiad- * solicit-|demasiad- consult-|trop de|zu viele|limit uberschritten|"
    "limit * erreicht|uberschritten|ueberschritten|gesperrt|troppe|muitas * consult-|muitas * requisi-|excesso de|"
    "acesso negado|acceso denegado|acces refuse|accesso negato|zugriff verweigert|slishkom mnogo|slishkom chasto|"
    "prevysh-|dostup * zapreshch-|dostup * ogranich-|dostup * zablok-|zablokirovan|zbyt wiele|zbyt duzo|"
    "przekroczon-|zablokowan-|odmowa dostepu";

constexpr std::string_view hinted =
    "not be * limit|not be * quota|cannot be * limit|cannot be * quota|black list|no more lookup-|no more request-|no "
    "further quer-|no further request-|no more quer-|before * "
    "another|before * "
    "next|at least * second-|"
    "rate limited|rate limiting|ratelimit-|^ rate limit|query rate limit|unauthori-|throttl-|slow down|go away|"
    "abusive|blacklisted|black listed|banned|still in grace|grace period of * seconds|excessive quer-|excessive use|"
    "excessive lookup-|excessive request-|excessive access-|excessive number|request- per second|request- per minute|"
    "quer- per second allowed|quer- per minute allowed|per day allowed|wait * second-|wait * minute-|retry after|"
    "again in * second-|again in * minute-|again after * second-|again after * minute-|access is limited|"
    "only * authori- * addresses|only * for ip addresses * authori-|only * for addresses|only * addresses * "
    "authori-|only * authori- clients|only * registered addresses|"
    "only * allowed addresses|only from authori-";

/// Something else than we is the cause of the wait.
constexpr std::string_view troubles = "maintenance|busy|overload-|unavailable|internal|timeout|timed out|upgrade|down "
                                      "for";

/// If it were so.
constexpr std::string_view conditions =
    "blocked addresses|blocked clients|means|after too many|after exceed-|an address|any address|a client|an ip|error "
    "codes|return codes|returns|to "
    "clients|toute|tout|tous|quien|quem|wer|addresses from which|who|then|is automatically|are "
    "automatically|persons|pri prevysh-|v sluchae|v sluchaye|w "
    "przypadku|po "
    "przekroczeniu|bei uberschreit-|bei ueberschreit-|bei zu viel-|bei missbrauch|im falle|en cas|en caso|em caso|in "
    "caso|nel caso|not exceeded|not been exceeded|not reached|not been reached|not blocked|within * limit|left "
    "before|remaining|if|whether|when|whenever|once|unless|may|might|could|would|shall|must not|can be * blocked|can "
    "be * denied|can be "
    "* refused|can be * limited|can be * suspended|can be * restricted|can be * banned|in case|in the event|should|"
    "whoever|anyone|anybody|everyone|any * who|those|users|clients that|that exceed-|"
    "which exceed-|that send|which send|who send|addresses that|addresses which|each address|each ip|every address|"
    "si vous|si excede|si se|si supera|falls|wenn|esli|jezeli|jesli|puede ser|podra-|podria-|peut etre|pourra-|"
    "pourrai-|kann|konnen|koennen|podera-|mozhet|mogut|moze|moga|potra-|"
    "will be * blocked|will be * denied|will be * refused|will be * rejected|will be * limited|will be * banned|"
    "will be * blacklisted|will be * restricted|will be * suspended|will be * terminated|will be * throttled|"
    "will result|will lead|will cause|will block|will deny|will limit|will restrict|will begin|"
    "begin to reject|reserve|reserves|reserving|right to|"
    "sera bloque-|seran bloque-|serao bloque-|wird * gesperrt|werden * gesperrt";

/// These are said of what is done, and of why.
constexpr std::string_view habits =
    "gets blocked|get blocked|gets banned|get banned|restricted to|we employ|we use|we apply|employs|uses rate|to have "
    "your|do not|no more than|not more than|cause|causes|gets you|get you|blocks|limits the|fuhren zu-|fuhrt "
    "zu-|fuehren "
    "zu-|fuehrt zu-|entrain-|resulta-|conduit|conduce-|personal|gdpr|registrant-|non public|nonpublic|data "
    "protection|name server-|nameserver-|make|making|leads|lead to|results in|result in|subject to|in order to|limited "
    "to|allow * limit|agree|agreement|"
    "terms of use access|to prevent|to avoid|to protect|to ensure|prevents|not to|never|prohibited|update|delete|"
    "deletion|domain * blocked|domain is|domain name is|name * blocked|registration * blocked|unable to|maintenance|"
    "up to|maximum of|high volume|allowed to use|abusive use|abusive behav-|are not permitted to use|"
    "not authori- to access or|except as|"
    "we block|we limit|we restrict|we deny|we reject|to be blocked|being blocked|being blacklisted|being banned|"
    "exceeding|monitored|strictly|access is rate limited|services is rate limited|service is rate limited|"
    "protection against|mechanism-|measures";

/// Rules for everybody, unless they speak to this client; in the singular also where nothing else is said ("access is
/// denied").
constexpr std::string_view rules =
    "are * blocked|are * banned|are * denied|are * refused|are * rejected|are * limited|are * throttled|"
    "are * blacklisted|are * forbidden|are not * allowed|are not * permitted|are put on";
constexpr std::string_view rulesOrNews =
    "is * limited|is * prohibited|is * forbidden|is * blocked|is * banned|is * blacklisted|is * denied|is * refused|"
    "is * rejected|is * throttled|is not * allowed|is not * permitted|gets blocked|get blocked|get banned|"
    "not allowed $|not permitted $";
constexpr std::string_view deeds =
    "limited|prohibited|automated|bulk|robot-|robots|commercial|abus-|unauthori-|excessive|processes|use|usage|"
    "using|multiple|volume|not allowed|not permitted|reproduc-|copying|any|all";
constexpr std::string_view address = "your|you are|you have|you re|this client|this ip|this address|this host|from "
                                     "this|exceeded|reached|too many|su|ihre|votre|vash-";

/// Said to us, as done.
constexpr std::string_view toUs =
    "you have * exceeded|you have * reached|you have * surpassed|you have * hit|you have * sent|you have * made|"
    "you have * used|you have been|you ve|you exceeded|you reached|you are * blocked|you are * banned|"
    "you are * blacklisted|you are * throttled|you are * limited|you are being|you are over|you are not allowed|"
    "you are not authori-|you are not permitted|your * has been|your * have been|your * has * exceeded|"
    "your * have * exceeded|your * has reached|your * was|your * were|your * is * blocked|your * is * banned|"
    "your * is * blacklisted|your * is * denied|your * is * refused|your * is * exceeded|your * is * restricted|"
    "your * is * throttled|your * is not|your * exceeded|this client|this ip|ha excedido|ha superado|"
    "vous avez|sie haben|vash-|hai superato|voce excedeu";

/// The one that we come from, on whose kind of list it is.
constexpr std::string_view ourAddress = "address from which you|ip from which you|address you are|you are * from an "
                                        "address";
constexpr std::string_view listed = "list|listed|blacklist-|block-|denied|refused|not authori-|exceeded|banned";

constexpr std::string_view cut = "reduced information|information reduced|output * truncated|answer * truncated|"
                                 "limited information * limit";

/// The server could not do what it was asked, and when it may be able to.
constexpr std::string_view serverTroubles =
    "server busy|server is busy|server is * busy|service busy|service is busy|too busy|try again later|"
    "try again after|try again in|try later|query again in|query again after|temporarily unavailable|"
    "temporarily not available|temporary failure|temporary error|temporary problem|currently unavailable|"
    "service unavailable|service is unavailable|service not available|server unavailable|server is unavailable|"
    "database unavailable|database is unavailable|is * unavailable|overload-|is down|down for|for maintenance|"
    "under maintenance|maintenance mode|in maintenance|timeout|timed out|internal error|internal server error|"
    "server error|system error|database error|backend error|^ 429 $|^ * 429 too|^ 503 $|not authori-|captcha|"
    "unable to process|could not process|cannot process|could not be processed|cannot be processed|unable to connect|"
    "^ * forbidden $";

/// A rule, or what is to come.
constexpr std::string_view troubleAnnounced =
    "if|when|whenever|whether|unless|might|could be|should|will be|would|planned|scheduled|domain|domain name|name|@|"
    "~|persons|users|clients|high volume|automated|agree|terms|to use|bulk|commercial|registrar|registrant|contact";

/// Begins with who and what was done, whatever conditions follow: "You have exceeded the limit, if you need more ...".
bool beginsToldToUs(const Words& words)
{
    const Words head(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(introduced, words.size())));
    return !fitsOneOf(head, conditions) &&
           fitsOneOf(words, "^ * you have exceeded|^ * you have reached|^ * you have been blocked|^ * you have been "
                            "banned|^ * you exceeded|^ * your * has been * blocked|^ * your * has been * blacklisted|"
                            "^ * your * has been * denied|^ * your * has been * restricted|^ * your * has been * "
                            "limited|^ * your * has been * banned|^ * your * has exceeded");
}

/// Of everybody: "Queries are limited", and what a client is not allowed to do at all.
bool isRule(const Words& words)
{
    const bool brief = words.size() <= briefest && !fitsOneOf(words, deeds);
    const bool ofDeeds =
        words.size() > briefest &&
        fitsOneOf(words, "not authori- to|not allowed to|not permitted to|not entitled to") &&
        !fitsOneOf(
            words,
            "to connect|due to|because|exceed-|from your|your ip|your address|your host|your network|this client");
    const bool general = fitsOneOf(words, rules) || (fitsOneOf(words, rulesOrNews) && !brief);
    return ofDeeds || (general && !fitsOneOf(words, address));
}

} // namespace

Refusal refusalIn(const Words& words)
{
    const bool states = (fitsOneOf(words, quotas) && fitsOneOf(words, passed)) ||
                        (fitsOneOf(words, questions) && fitsOneOf(words, refused)) ||
                        (fitsOneOf(words, measures) && fitsOneOf(words, causes) && fitsOneOf(words, undone)) ||
                        (fitsOneOf(words, ours) && fitsOneOf(words, ended)) || fitsOneOf(words, stated);
    const bool ofOurs = fitsOneOf(words, ourAddress) && fitsOneOf(words, listed);
    if (!states && !ofOurs && !fitsOneOf(words, hinted)) {
        return Refusal::None;
    }
    if ((states && beginsToldToUs(words)) || (ofOurs && !fitsOneOf(words, "if|when|whenever|unless"))) {
        return Refusal::Told;
    }
    if (fitsOneOf(words, conditions) || isRule(words)) {
        return Refusal::None;
    }
    if (fitsOneOf(words, cut)) {
        return Refusal::Told;
    }
    const bool told = states && fitsOneOf(words, toUs) && !fitsOneOf(words, "never|agree|make|not to");
    if (told || fitsOneOf(words, habits)) {
        return told ? Refusal::Told : Refusal::None;
    }
    if (states) {
        return Refusal::Stated;
    }
    return fitsOneOf(words, troubles) ? Refusal::None : Refusal::Hinted;
}

bool saysServerFails(const Words& words)
{
    return words.size() <= longestTrouble && fitsOneOf(words, serverTroubles) && !fitsOneOf(words, troubleAnnounced);
}

} // namespace mpm
