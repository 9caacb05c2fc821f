// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/verdict_words.hpp"

#include "check_dns_delegation/registry/phrase_pattern.hpp"

#include <algorithm>
#include <string_view>

namespace mpm {
namespace {

constexpr std::size_t longText = 30; ///< words

constexpr std::string_view conditions =
    "if|whether|when|unless|may|might|should|shall|must|si vous|falls|esli|jezeli|in case";

constexpr std::string_view free =
    "^ -not found $|no match|no matches|no matching|nothing found|nothing * found|nothing matche-|not found|not be "
    "found|not * found|"
    "no * found|no such domain|no such name|no such object|no such record|no such entr-|no entry|no entries|no record|"
    "no records|no object|no objects|no data|no information|no result|no results|no found|no domain record|"
    "not registered|not * registered|never * registered|isn t * registered|t registered|unregistered|"
    "not exist|not exists|not existing|doesn t exist|non existent|nonexistent|non existing|"
    "not in * database|not in * registry|not in * register|not * in our database|not have an entry|not have any|"
    "not have a record|not listed in|returned 0|0 objects|0 results|0 records|0 entries|0 matches|zero results|"
    "^ available $|^ free $|status free|status available|is available $|available ~ $|~ available|domain available|"
    "name available|still available|currently available|now available|available for registration|available for "
    "purchase|"
    "available to register|available to be registered|available for sale|available for registering|available the|"
    "available yes|available true|is free|~ free|domain free|free for registration|can be registered $|domain can be "
    "registered|~ can be registered|"
    "unassigned|unallocated|not assigned|not allocated|not taken|not in use|not yet registered|vacant|unused "
    "domain|not known|domain unknown|is unknown|unknown domain|inexist-|"
    "registered no|registered false|exists no|found no|exist no|"
    "registration not|no registrado|no registrada|no esta registrado|no se encuentra|no se encontr-|no encontrad-|"
    "no existe|no hay|objeto no|ningun- * encontr-|libre|disponible|sin registr-|nao registrad-|nao encontrad-|"
    "nao existe|nao cadastrad-|nenhum- * encontrad-|disponivel|livre|non enregistre|n est pas enregistre|"
    "pas enregistre|pas trouve|n existe pas|introuvable|domaine inconnu|not find|aucun- * trouve-|aucun- * "
    "correspond-|aucun- enregistrement|"
    "inexistant|non registrato|non trovat-|non esiste|nessun- * trovat-|nessun risultato|disponibile|libero|"
    "nicht registriert|nicht gefunden|nicht vergeben|kein- eintrag|kein- treffer|kein- domain|keine daten|"
    "existiert nicht|ist frei|noch frei|^ frei $|verfugbar|verfuegbar|nie znalezion-|nie jest zarejestr-|nie istnieje|"
    "brak domen-|brak danych|brak wynik-|wolna|wolny|dostepn-|ne zaregistr-|ne nayden-|ne sushchestv-|svobod-|"
    "dostupen|otsutstv-|net v baze|nincs talalat|nenalezen-|neexistuje|nenajden-|ei leitud|ei loytynyt|ikke registrer-|"
    "ingen traff|bulunamadi|kayitli degil|niet gevonden|nerastas|nav atrast-";

/// With one of these it is about something else, or says the contrary.
constexpr std::string_view notFree =
    "error codes|return codes|not available|no longer available|unavailable|isn t available|cannot|can not|not be "
    "registered|not free|t "
    "available|"
    "not * mean|not * imply|not necessarily|name server- * not|no name server-|no nameserver-|nameserver- * not|"
    "no host|host * not|no contact|contact * not|no registrar|registrar not|registrar * not found|dnssec|no ds|page|"
    "file|command|option|whois server is|no whois|tld has no|connection|not allowed|html|404|400|http|no data bas-|"
    "no information * contact|no information * registrant|not registered for|not registered by|no registration status|"
    "no liabil-|no warrant-|no guarante-|no responsib-|no disponible|nao disponivel|non disponible|non disponibile|"
    "indisponib-|nicht verfugbar|nicht frei|niedostep-|nedostup-|no es libre|toll free|free of|no match- fee|"
    "no hay restric-|no object- handle|field|server not found|service|zone not|available at|available on|available "
    "from|"
    "available via|available under|reserved|blocked|not available for|internal|no data available|for that zone|for "
    "this zone";

/// "not" and "registered", in whatever language and with words between them.
constexpr std::string_view negations =
    "no|not|non|nao|nie|nicht|ne|n|pas|t|never|kein-|nessun-|ningun-|nenhum-|aucun-|niet";
constexpr std::string_view participles =
    "registered|registrado|registrada|registrato|registrata|registriert|enregistre|zarejestrowan-|zaregistrir-|found|"
    "gefunden|trovato|trovata|trouve|encontrad-|znalezion-|nayden-|gevonden|listed|known|taken";

/// Whether a word of the second list stands up to four words behind one of the first.
bool follows(const std::vector<std::string>& words, std::string_view first, std::string_view second)
{
    constexpr std::size_t reach = 4;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto end = std::min(at + 1 + reach, words.size());
        for (std::size_t next = at + 1; isOneOf(words[at], first) && next < end; ++next) {
            if (isOneOf(words[next], second)) {
                return true;
            }
        }
    }
    return false;
}

constexpr std::string_view legalWords =
    "terms|conditions|copyright|disclaimer|liab-|purpose-|unsolicited|spam|advertis-|marketing|prohibit-|agree-|rights|"
    "governed|law|laws|lawful|legal|accura-|guarant-|warrant-|reserves|commercial-|reproduc-|reproduction|automated|"
    "bulk|privacy|gdpr|notice|policy|permitted|restricted|restrict|excessive|disclos-|publication|compil-|repackag-|"
    "dissemin-|electronic|processes|authorized|comply|abide|solely|acceptable|volume|respect|consent|property|"
    "informational|provided|usage|personal|protected|protection";

} // namespace

bool saysFree(const std::vector<std::string>& words)
{
    if (fitsOneOf(words, "not available in * database|not available in * registry")) {
        return !fitsOneOf(words, conditions);
    }
    return (fitsOneOf(words, free) || follows(words, negations, participles)) && !fitsOneOf(words, notFree) &&
           !fitsOneOf(words, conditions);
}

bool isLegalText(const std::vector<std::string>& words)
{
    if (fitsOneOf(words, "^ terms|^ disclaimer|^ notice|^ conditions|^ copyright|^ legal")) {
        return true;
    }
    const auto count =
        std::count_if(words.begin(), words.end(), [](const std::string& word) { return isOneOf(word, legalWords); });
    return count >= 3 || (count >= 2 && words.size() >= 14) || (count >= 1 && words.size() >= longText);
}

} // namespace mpm
