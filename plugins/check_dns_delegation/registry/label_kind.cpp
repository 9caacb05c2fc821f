// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/label_kind.hpp"

#include "check/ascii.hpp"
#include "check/phrase_text.hpp"
#include "check_dns_delegation/registry/phrase_pattern.hpp"

#include <algorithm>

namespace mpm {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t longestLabel = 9; ///< in words

/// A day until which the registration is good, in whatever words.
constexpr std::string_view expiryWords =
    "fecha de corte|cut off date|exp|exp "
    "date|-until|-till|expir-|-expires|-expiry|-expiration|expdate|dateexpir-|renew|renewal|renewal-|renewdate|next "
    "renew-|renew by|"
    "valid|valid-date|validuntil|validtill|validthru|validto|validity|validite|validez|validade|validita|validdate|"
    "paid * till|paid * until|paid * to|paid * through|paid * thru|paidtill|paiduntil|good until|good through|"
    "registered until|registered till|registered through|registered thru|registered to|registration until|"
    "registration through|registration ends|registration end|end of * registration|end of * period|end date|enddate|"
    "ends on|due date|termination date|terminates on|"
    "caduc-|venc-|expira-|renova-|fin de * registro|valido hasta|valida hasta|valido ate|registrado ate|pagado hasta|"
    "pago ate|echeance|valable|renouvel-|fin d * enregistrement|jusqu au|scad-|rinnov-|validi-|fine * registrazione|"
    "ablauf-|ablaeuf-|lauft ab|gultig|gueltig|bezahlt bis|registriert bis|verlanger-|laufzeit|laufzeitende|"
    "wygas-|wazn-|oplacon-|odnow-|koniec okresu|data konca|"
    "istek-|okonchan-|oplachen-|prodlen-|deystv-|srok|bitis|istjec-|istice|utgar|verfall|udlob-|vervalt|verloopt";

/// With one of these it is another day, or another thing's.
constexpr std::string_view notExpiry =
    "last|option|created|certificate|cert|ssl|key|dnssec|ds|signature|password|passcode|auth|authinfo|transfer|lock|"
    "hold|contact|invoice|quarantine|previous|old|notice|renewed|renovado|status|url|policy|fee|price|before|outzone|"
    "delete|deletion|free|fecha de creacion|privacy|whoisguard|proxy|accredit-|trademark|tm|tmch|claim-|verif-|"
    "email|mail|phone|tls|insurance|licen-|token|hosting|website|voucher|coupon|promo-|trial|sunrise|account|payment|"
    "card|"
    "reminder|restore|redemption|locked|suspended|blocked|poslednee|ultima|derniere|letzte";

/// A beginning, unless an end stands beside it.
constexpr std::string_view beginnings = "from|since|desde|depuis|seit|dal|od|s|ab";
constexpr std::string_view ends = "until|till|to|thru|through|hasta|ate|jusqu|bis|fino|al|do|po|by";

constexpr std::string_view creationWords =
    "creat-|-created|registered|registered on|registered date|registration date|registration time|date registered|"
    "registration|activated|activation|activated on|activacion|ativacao|record activated|commencement|first "
    "registered|delegated on|"
    "assigned|domreg|-registered|dateregistered|crea-|cre-|criad-|registro|registo|registrado|registrad-|enregistr-|"
    "registraz-|registrat-|"
    "registriert|anmeld-|angemeldet|utworz-|zarejestr-|rejestrac-|registracii|registrats-|sozda-|zaregistr-|start of";
constexpr std::string_view notCreation =
    "last|updated|modified|changed|update|status|by|period|transfer|database|whois|id|name|number|agent|contact|type|"
    "registrar|country|address|org|organization|email|phone|class|authority|service|lock|url|privacy";

constexpr std::string_view statusWords = "status|state|statut|estatus|estado|stato|stan|sostoyanie|sostoyaniye|"
                                         "situacao|zustand|eppstatus|domaintype|domainstatus|"
                                         "statusy|statuses|stav|durum|tila|staat|flags";
/// What may stand beside it where it is the domain's own; with any other word it is another object's, or of a step.
constexpr std::string_view besideStatus =
    "registration|registry|record|epp|current|object|name|information|info|the|of|and|de|du|del|della|do|di|des|der|"
    "nom|nome|nombre|registro|registo|enregistrement|registrazione|registracii|registratsii|rejestracji|"
    "availability|internet|prohibit|locked|frozen|delegation|lifecycle";

constexpr std::string_view verdictWords =
    "error|result|results|but|message|info|response|answer|reply|query|searched|search|whois|lookup|note|available|"
    "availability|registered|registration|exists|found|match|object|resultado|resultat|ergebnis|erreur|fehler|"
    "errore|oshibka|blad|erro|disponible|disponivel|domain|name|requested|queried|sorry|warning|code|"
    "dostupen|verfugbar|libre";

constexpr std::string_view domainWords = "domain|domainname|dominio|domaine|domena|domeny|domen|domeniu|domene|domains";
constexpr std::string_view besideDomain =
    "name|the|utf|utf8|8|ascii|ace|punycode|puny|idn|full|complete|unicode|u|a|label|nom|de|du|nombre|nome|do|del|di|"
    "nazwa|imya|internet|is|requested|dns|com|net|information|";

/// With one of these begins a block that is about somebody or something else than the domain.
constexpr std::string_view others =
    "nic-hdl|nic|contact-|contacto-|kontakt-|person-|role|organisation|organization|organizacion|registrant|registrar|"
    "registar|holder|owner|titular|titulaire|admin|administrative|administrator|tech|technical|billing|keyset|nsset|"
    "irt|mntner|sponsor-|reseller|inhaber|intestatario|abonent|zone contact|agent|company";

constexpr std::string_view serverWords =
    "nserver|nservers|nameserver|nameservers|nserv|ns|nss|dns|dnsserver|dnsservers|nsname|dnsname|hostname|hostnames|"
    "namesrv|nsentry|dnsnames";
constexpr std::string_view serverPhrases =
    "name server|name servers|name servers-|domain server|domain servers|dns server|dns servers|dns name|host name|"
    "host names|domain nameserver-|zone server-|primary server|secondary server|tertiary server|third server|"
    "fourth server|first server|second server|listed order|serveur- dns|serveur- de nom-|servidor- dns|"
    "servidor- de nom-|servidor- * de nom-|servidor- de dominio|server dns|server- nom-|serwer- nazw|serwer- "
    "dns|serwery|server- imen|"
    "dns serwer-|dns serveur-|dns server-|nazwy serwer-|namensserver|delegated to|nom- de serveur-|dns host-|"
    "authoritative server-|master server|slave server|serveur- nom-|ns server-|dns entr-|delegation dns";
constexpr std::string_view notServer =
    "no|not|for|whois|mail|web|ip|ipv4|ipv6|address|addresses|handle|status|stat|date|dnssec|ds|email|url|contact|last|"
    "updated|"
    "changed|key|id|organization|org|count|number|time|phone|country|admin|www|http|https|signed|rdata|report|"
    "registrar|software|version|registrant|rank|check|tech";

constexpr std::string_view addressWords =
    "ip|ips|ipv4|ipv6|ip4|ip6|ip address|ipv4 address|ipv6 address|ip addresses|name server ip|glue|host ip|address|"
    "addresses|remarks|ns ip|nameserver ip|server ip|dns ip|primary ip|secondary ip|adresse ip|direccion ip|endereco "
    "ip|"
    "indirizzo ip";

/// Without the digits at their ends: "ns1", "nserver 2".
Words withoutNumbers(const Words& words)
{
    Words bare;
    for (const auto& word : words) {
        const auto last = word.find_last_not_of("0123456789");
        const bool protocol = word == "ipv4" || word == "ipv6" || word == "ip4" || word == "ip6" || word == "utf8";
        if (protocol || last != std::string::npos) {
            bare.push_back(protocol ? word : word.substr(0, last + 1));
        }
    }
    return bare;
}

bool isAll(const Words& words, std::string_view list)
{
    return std::all_of(words.begin(), words.end(), [&](const auto& word) { return isAmong(list, word); });
}

bool isDomainLabel(const Words& words)
{
    Words rest;
    std::copy_if(words.begin(), words.end(), std::back_inserter(rest),
                 [](const auto& word) { return !isAmong(domainWords, word); });
    return rest.size() < words.size() && words.size() <= 5 && isAll(rest, besideDomain);
}

bool isServerLabel(const Words& words)
{
    const auto bare = withoutNumbers(words);
    if (bare.empty() || bare.size() > 6 || fitsOneOf(bare, notServer)) {
        return false;
    }
    const bool numbered = words != bare && (bare == Words{"server"} || bare == Words{"server", "name"}); // "Server 1"
    return numbered || bare == Words{"servers"} || fitsOneOf(bare, serverWords) || fitsOneOf(bare, serverPhrases);
}

bool isStatusLabel(const Words& words)
{
    const auto bare = withoutNumbers(words);
    return words.size() <= 4 && fitsOneOf(bare, statusWords) &&
           std::all_of(bare.begin(), bare.end(), [](const auto& word) {
               return isOneOf(word, statusWords) || isAmong(domainWords, word) || isAmong(besideStatus, word);
           });
}

} // namespace

bool isExpiryLabel(const Words& words)
{
    if (words.empty() || words.size() > longestLabel || !fitsOneOf(words, expiryWords) || fitsOneOf(words, notExpiry)) {
        return false;
    }
    return !fitsOneOf(words, beginnings) || fitsOneOf(words, ends) ||
           fitsOneOf(words, "okonchan-|istek-|srok|expir-|lauft ab|laeuft ab");
}

bool isHostRecordLabel(const Words& words)
{
    return words == Words{"server", "name"};
}

bool isListItemLabel(const Words& words)
{
    return isAll(withoutNumbers(words),
                 "primary|secondary|tertiary|first|second|third|fourth|name|host|hostname|master|"
                 "slave|server|ns|dns|preferred|alternate|nserver|fqdn|primario|secundario|"
                 "primaire|secondaire|primar|sekundar");
}

LabelKind labelKind(const Words& words)
{
    if (words.empty() || words.size() > longestLabel) {
        return LabelKind::Unknown;
    }
    if (isDomainLabel(words)) {
        return LabelKind::Domain;
    }
    if (isExpiryLabel(words)) {
        return LabelKind::Expiry;
    }
    const auto bare = withoutNumbers(words);
    if (fitsOneOf(bare, "name server handle|nameserver handle|ns handle|host handle")) {
        return LabelKind::Handle;
    }
    if (isServerLabel(words)) {
        return LabelKind::Server;
    }
    if (std::any_of(bare.begin(), bare.end(),
                    [](const auto& word) { return isAmong("ip|ips|ipv4|ipv6|ip4|ip6", word); }) ||
        (bare.size() <= 2 && fitsOneOf(bare, addressWords))) {
        return LabelKind::Address;
    }
    if (isStatusLabel(words)) {
        return LabelKind::Status;
    }
    if (fitsOneOf(words, creationWords) && !fitsOneOf(words, notCreation)) {
        return LabelKind::Creation;
    }
    if (words.size() <= 2 && fitsOneOf(words, others)) {
        return LabelKind::Other;
    }
    return isAll(bare, verdictWords) ? LabelKind::Verdict : LabelKind::Unknown;
}

} // namespace mpm
