// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/status_kind.hpp"

#include "check_dns_delegation/registry/phrase_pattern.hpp"
#include "check_dns_delegation/registry/verdict_words.hpp"

namespace mpm {
namespace {

/// Of these one alone says that it is on no list of the dead, whatever stems it holds: "client delete prohibited".
constexpr std::string_view harmlessWords =
    "administratively blocked|until cancelled|until canceled|until deleted|prohibited|-prohibited|not on hold|not "
    "held|no "
    "hold|not suspended|not blocked|not deleted|update forbidden|"
    "transfer forbidden|deletion forbidden|delete forbidden|registrant change forbidden|not pending|never suspended|"
    "transfer- blocked|transfer- disabled|blocked for transfer-|change blocked|changes blocked|update blocked|"
    "updates blocked|updates disabled|renew disabled|renewal disabled|autorenew disabled|dnssec disabled|"
    "dnssec inactive|inactive dnssec|dnssec not active|privacy disabled|privacy inactive|hold removed|hold lifted|"
    "hold released|released from hold|released from * hold|released from quarantine|removed from hold|no deletion|"
    "no suspension|cancellation protected|deletion protected|delete protected|deletion blocked|delete blocked";

/// Said of what was so, or never was: more than the good word behind it.
constexpr std::string_view ended =
    "no longer active|no longer activ-|no longer delegated|no longer in * zone|no longer published|no longer in dns|"
    "never activ-|never delegated|non delegated|opgeheven|geschorst|uitgeschakeld|zamrozon-|blokow-";

/// In front of a good word they make it one of which nothing is known: "not paid".
constexpr std::string_view negated =
    "not|no|never|non|un|unpaid|invalid|unconfirmed|unapproved|nie|nicht|nao|ne|pas|niet|ikke";

constexpr std::string_view deleting =
    "deregist-|de "
    "regist-|opgezegd|delet-|-delete|redempt-|redeem-|quarant-|-quarantine|purg-|cancel-|cancell-|removed|removal|"
    "dropping|dropped|"
    "expung-|releas-|pending drop|pending restore|restorable|no longer "
    "required|elimin-|suprim-|baja|cancelad-|excluid-|"
    "exclus-|remov-|liberac-|quarent-|cuarent-|supprim-|suppress-|annul-|radiat-|resili-|cancellaz-|gelosch-|"
    "geloesch-|losch-|loesch-|kundig-|kuendig-|gekund-|quarantan-|usuw-|usuni-|kwarant-|skasow-|udal-|osvobozhd-|"
    "karantin|snyat";

constexpr std::string_view held =
    "-hold|hold|held|tech "
    "pro|suspen-|susp|sospes-|suspend-|inactiv-|inaktiv-|nieaktywn-|deactiv-|desactiv-|disattiv-|deaktiv-|"
    "disabl-|"
    "unactiv-|not active|not activ-|no active|non active|non attiv-|nonactive|not delegated|no delegated|undelegated|"
    "not in * zone|isn t in * zone|not included in * zone|not * generated|t generated|kept out|out of * zone|outzone|"
    "out zone|outofzone|out of service|outofservice|not published|unpublished|withdrawn|withheld|revok-|revoc-|seiz-|"
    "confisc-|terminat-|block-|bloq-|gesperrt|sperr-|stillgeleg-|lapsed|lapse|disconnect-|"
    "not connected|stopped|stops * delegation|parked by registry|zawiesz-|zablok-|priostan-|ne delegirovan-|"
    "neaktiv-|ne aktiv-|otklyuch-|isklyuch-|"
    "court order|dispute hold|locked out|no zone|not in dns|removed from * zone|removed from dns";

/// With one of these it is a name that nobody may have, unless something else shows that somebody has.
constexpr std::string_view reserved =
    "reserv-|application pending|pending application|application * processed|unavail-|not available|no available|not "
    "allowed|invalid|unassignable|premium|ineligible|forbidden|"
    "not open|blocked from|restricted|prohibited $|cannot be|can not be|not permitted|nepovolen-|indisponib-|"
    "no disponible|nao disponivel|non disponible|nicht verfugbar|niedostepn-|nedostup-|gesetzlich|banned";

constexpr std::string_view good =
    "ok|okay|okdelegated|dom "
    "exp|activ-|aktiv-|attiv-|aktywn-|actif|registered|registrado|registrada|registriert|registrato|"
    "registre|zarejestr-|zaregistr-|enregistr-|reg|connect|"
    "connected|"
    "delegated|delegirovan-|paid|published|publicado|in use|in zone|taken|assigned|alloc-|granted|live|normal|current|"
    "valid|validated|enabled|used|exist-|exists|occupied|verified|complete|locked|lock|associated|linked|signed|"
    "in order|add period|auto renew period|autorenew-|auto renew|grace period|renew period|transfer period|"
    "pending transfer|pending update|pending renew|pending create|pending delegation|renewed|failed|zajet-|zanyat|"
    "ocupado|vergeben|belegt|assegnato|utilise|confirmed|approved|vigente|vigent|habilitad-|ativ-|habilit-|up|"
    "in "
    "production|expired|expirad-|caducad-|vencid-|scadut-|abgelaufen|frozen|gele|congelad-|processed|renewal|protected|"
    "billed|charged|free of charge|no restrictions|no prohibitions|"
    "prohibited|-prohibited|forbidden";

} // namespace

StatusKind statusKind(std::string_view status)
{
    const auto words = plainWords(status);
    if (words.empty()) {
        return StatusKind::Unknown;
    }
    if (words.size() > 1 && fitsOneOf(words, harmlessWords)) {
        return StatusKind::Good;
    }
    if (saysFree(words)) {
        return StatusKind::Free;
    }
    if (fitsOneOf(words, "blocked from|blocked for registration")) {
        return StatusKind::Reserved;
    }
    if (fitsOneOf(words, deleting)) {
        return StatusKind::Deleting;
    }
    if (fitsOneOf(words, ended) || fitsOneOf(words, held)) {
        return StatusKind::Held;
    }
    if (fitsOneOf(words, reserved)) {
        return StatusKind::Reserved;
    }
    return fitsOneOf(words, good) && !fitsOneOf(words, negated) ? StatusKind::Good : StatusKind::Unknown;
}

} // namespace mpm
