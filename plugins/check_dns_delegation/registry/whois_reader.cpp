// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_reader.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/phrase_text.hpp"
#include "check_dns_delegation/registry/date.hpp"
#include "check_dns_delegation/registry/phrase_pattern.hpp"
#include "check_dns_delegation/registry/refusal.hpp"
#include "check_dns_delegation/registry/status_kind.hpp"
#include "check_dns_delegation/registry/verdict_words.hpp"
#include "check_dns_delegation/registry/whois_hosts.hpp"
#include "check_dns_delegation/registry/whois_sentences.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t longestShown = 100;
constexpr std::size_t longestSaid = 300;   ///< octets of a status that say something of the question
constexpr std::size_t wordsBeforeDate = 6; ///< that may say what it is the date of

std::string shown(const WhoisLine& line)
{
    return harmless(line.text, longestShown);
}

/// "gesperrt" alone, behind or below the label, is the domain's status, and "zugriff gesperrt" ours.
bool isPlainHold(const WhoisLine& line)
{
    constexpr std::size_t most = 3;
    const auto words = plainWords(line.plainValue);
    const auto kind = statusKind(registryStatus(line.value));
    return (line.kind == LabelKind::Status || line.label.empty()) &&
           (kind == StatusKind::Held || kind == StatusKind::Deleting) && words.size() <= most &&
           !fitsOneOf(words,
                      "access|acces-|zugriff|dostep|dostup|quer-|request-|lookup-|connection-|ip|address|client-|"
                      "limit-|quota|rate|you|your|host|network|too|denied|refused|whois|anfrage-|adres-");
}

/// The value's beginning says that we are turned away.
bool turnsAway(const WhoisLine& line)
{
    return !isPlainHold(line) && saysTurnedAway(plainWords(std::string_view(line.plainValue).substr(0, longestSaid)));
}

/// "2014-01-01 - 2030-01-31", "from 2014-01-01 to 2030-01-31": the second is the end.
bool isRange(std::string_view between)
{
    const auto words = plainWords(between);
    return words.empty() ? between.find('-') != std::string_view::npos || between.find('~') != std::string_view::npos
                         : words.size() == 1 && isAmong("to|till|until|a|al|au|ate|hasta|bis|do|po|through", words[0]);
}

/// The words in front of a date that are no part of another one.
std::vector<std::string> wordsBefore(std::string_view plain, std::size_t from, std::size_t date)
{
    auto words = plainWords(plain.substr(from, date - from));
    if (words.size() > wordsBeforeDate) {
        words.erase(words.begin(), words.end() - wordsBeforeDate);
    }
    return words;
}

/// "shop.example", as value of a label; a top-level domain too where it is the one asked for, or the one above.
std::optional<DnsName> domainIn(const std::string& value, const DnsName& asked)
{
    const auto words = whoisWords(value);
    auto name = words.empty() ? std::nullopt : registryName(words.front());
    const bool single = name && name->labels().size() < 2;
    if (!single || asked.isWithin(*name)) {
        return name;
    }
    const bool itsFirst = asked.labels().size() == 2 && name->labels() == std::vector{asked.labels().front()};
    return itsFirst ? std::optional(asked) : std::nullopt; // `Domain: shop`, once in .be and .eu
}

} // namespace

void WhoisReader::take(const WhoisLine& line)
{
    if (line.comment) {
        return;
    }
    readBlock(line);
    readName(line);
    readServers(line);
    readDates(line);
    readValues(line);
    await(line);
}

/// A label without a value awaits it on the line below, be it behind an empty one; statuses go on below the first.
void WhoisReader::await(const WhoisLine& line)
{
    const bool status = line.kind == LabelKind::Status || (line.label.empty() && awaited_ == LabelKind::Status);
    if (line.blank) {
        awaited_ = statusRead_ ? LabelKind::Unknown : awaited_;
        return;
    }
    statusRead_ = status && !line.value.empty();
    awaited_ = status ? LabelKind::Status : line.value.empty() ? line.kind : LabelKind::Unknown;
}

void WhoisReader::prove(const WhoisLine& line)
{
    if (record.evidence.empty()) {
        record.evidence = shown(line);
    }
}

void WhoisReader::readBlock(const WhoisLine& line)
{
    if (line.blank || blockBegins_) {
        aboutOthers_ = !line.blank && line.kind == LabelKind::Other;
        blockBegins_ = line.blank;
    }
    showsHosts = showsHosts || (isHostRecordLabel(line.label) && !line.value.empty());
}

/// `Domain: shop.example`, `Domain shop.example (status)`, or the name on the line below, perhaps as `name:`.
void WhoisReader::readName(const WhoisLine& line)
{
    const bool below =
        awaited_ == LabelKind::Domain && (line.label.empty() || line.label == std::vector<std::string>{"name"});
    if (line.value.empty() || (line.kind != LabelKind::Domain && !below)) {
        return;
    }
    const auto name = domainIn(line.value, domain_);
    if (name == domain_ && record.domain && *record.domain != domain_) {
        startAnew(); // what came before was another's
    }
    if (!record.domain) {
        record.domain = name;
    }
    aboutOthers_ = aboutOthers_ && name != domain_;
    const auto words = sentenceWords(line.plain, domain_);
    if (free.empty() && saysFree(words)) {
        free = shown(line);
    }
    const auto behind = std::min(line.value.find_first_of(" \t"), line.value.size());
    const auto kind = statusKind(registryStatus(line.value.substr(behind)));
    if (kind == StatusKind::Held || kind == StatusKind::Deleting || kind == StatusKind::Reserved) {
        readStatus(line, line.value.substr(behind)); // `Domain shop.example is suspended`
    }
}

/// Some servers send several records, or put IANA's in front.
void WhoisReader::startAnew()
{
    auto referral = std::move(record.referral);
    record = RegistryRecord();
    record.referral = std::move(referral);
    free.clear();
    reserved.clear();
    host_.reset();
    inServers_ = false;
    endIsRenewal_ = false;
}

/// `shop ns1.hoster.example`, which is all that .to tells.
bool WhoisReader::isShortForm(const WhoisLine& line) const
{
    const auto words = whoisWords(line.plain);
    return line.label.empty() && words.size() == 2 && !domain_.labels().empty() && words[0] == domain_.labels().front();
}

/// Whether the line can hold name servers: it is labelled so, or below such a label.
bool WhoisReader::isInBlock(const WhoisLine& line)
{
    if (line.kind == LabelKind::Server) {
        inServers_ = true;
        gap_ = false;
        return true;
    }
    if (line.blank) {
        gap_ = inServers_ && host_.has_value();
        return false;
    }
    if (plainWords(line.plain).empty() && isAscii(line.text)) {
        return false; // a ruler
    }
    const auto hosts = line.label.empty() || isListItemLabel(line.label)
                           ? readWhoisHosts(line.value, HostLine::Unlabelled)
                           : std::vector<RegistryHost>();
    const auto addresses = readWhoisAddresses(line.value);
    const auto words = whoisWords(line.value).size();
    const bool pure = words == hosts.size() + addresses.size();
    const bool belongs = (!hosts.empty() && (!gap_ || pure)) || (hosts.empty() && pure && line.label.empty()) ||
                         (line.kind == LabelKind::Address && !addresses.empty());
    inServers_ = inServers_ && belongs;
    return inServers_ && line.kind != LabelKind::Address;
}

void WhoisReader::readServers(const WhoisLine& line)
{
    const bool inBlock = isInBlock(line);
    if (line.value.empty()) {
        return;
    }
    if (line.kind == LabelKind::Address || (inBlock && line.label.empty())) {
        const auto addresses = readWhoisAddresses(line.value);
        if (host_ && !addresses.empty() && readWhoisHosts(line.value, HostLine::Labelled).empty()) {
            host_->addresses = addresses;
            record.add(*host_);
            return;
        }
    }
    const auto named = isShortForm(line) ? readWhoisHosts(whoisWords(line.plain).back(), HostLine::Unlabelled)
                                         : std::vector<RegistryHost>();
    if (inBlock) {
        addHosts(line);
    } else if (!named.empty()) {
        record.domain = record.domain ? record.domain : domain_;
        record.add(named.front());
        prove(line);
    } else {
        host_.reset();
    }
}

void WhoisReader::addHosts(const WhoisLine& line)
{
    const auto kind = line.label.empty() ? HostLine::Unlabelled : HostLine::Labelled;
    host_.reset();
    for (const auto& host : readWhoisHosts(line.value, kind)) {
        const bool domainItself = line.label == std::vector<std::string>{"dns"} && host.name == domain_; // .dk
        if (!domainItself) {
            record.add(host);
            host_ = RegistryHost{host.name, {}};
            prove(line);
        }
    }
}

/// A "renew date" may be the last renewal's: it counts where no other end is told.
void WhoisReader::addEnd(std::int64_t moment, const std::vector<std::string>& label)
{
    const bool renewal = fitsOneOf(label, "renew date|renewdate|date renew");
    if (renewal && record.expires && !endIsRenewal_) {
        return;
    }
    if (!renewal && endIsRenewal_) {
        record.expires.reset();
        record.laterEnd.reset();
    }
    endIsRenewal_ = renewal;
    record.addEnd(moment);
}

/// By the label, by the label of the line above, or by the words in front of each date.
void WhoisReader::readDates(const WhoisLine& line)
{
    const bool below = line.label.empty() && awaited_ == LabelKind::Expiry;
    const bool labelled = line.kind == LabelKind::Expiry || below;
    const bool valueAlone = labelled || line.kind == LabelKind::Status; // "status: ok-until 20300131000000"
    const std::string_view text = valueAlone ? line.plainValue : line.plain;
    if (std::none_of(text.begin(), text.end(), isDigit)) {
        return;
    }
    const auto dates = registryDatesIn(text);
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const auto from = i == 0 ? 0 : dates[i - 1].end;
        const bool range =
            i == 0 && dates.size() > 1 && isRange(text.substr(dates[0].end, dates[1].begin - dates[0].end));
        const auto before = wordsBefore(text, from, dates[i].begin);
        if ((labelled && i == 0) || isExpiryLabel(before)) {
            addEnd(dates[range ? 1 : i].moment, labelled ? line.label : before);
            prove(line);
            return;
        }
        if (labelKind(before) == LabelKind::Creation && !aboutOthers_) {
            record.created = true;
        }
    }
    const bool connected = line.plainValue.starts_with("connected (") && !dates.empty(); // co.jp: until then
    if (line.kind == LabelKind::Status && connected) {
        record.addEnd(dates.front().moment);
    }
}

void WhoisReader::readValues(const WhoisLine& line)
{
    if (line.value.empty()) {
        return;
    }
    const bool goesOn = line.label.empty() && awaited_ == LabelKind::Status;
    const auto kind = goesOn && statusRead_ ? statusKind(registryStatus(line.value)) : StatusKind::Good;
    if (line.kind == LabelKind::Status || (goesOn && kind != StatusKind::Unknown && kind != StatusKind::Reserved)) {
        readStatus(line, line.value);
        return;
    }
    const auto& label = line.label;
    const bool irish = !domain_.labels().empty() && domain_.labels().back() == "ie"; // there it is the domain's own
    if (irish && label == std::vector<std::string>{"renewal", "status"}) {
        readStatus(line, line.value);
    } else if (label == std::vector<std::string>{"query", "status"}) { // it may be about the question alone
        const auto answered = statusKind(registryStatus(line.value));
        const bool refused = turnedAway.empty() && turnsAway(line);
        if (refused || (answered != StatusKind::Good && answered != StatusKind::Unknown)) {
            readStatus(line, line.value);
        }
    } else if (label == std::vector<std::string>{"hold"}) {
        if (!aboutOthers_ && isAmong("yes|true|1", line.plainValue)) {
            readStatus(line, "on hold");
        }
    } else if (label == std::vector<std::string>{"registrar", "whois", "server"}) {
        record.referral = line.value;
    } else if (line.kind == LabelKind::Handle && record.handles.size() < mostRegistryItems) {
        record.handles.push_back(line.value);
        prove(line);
    } else if (line.kind == LabelKind::Creation && free.empty() && isAmong("no|no.|false|none", line.plainValue)) {
        free = shown(line);
    }
}

void WhoisReader::readStatus(const WhoisLine& line, const std::string& value)
{
    const bool domainsOwn = line.label.size() > 1 || fitsOneOf(line.label, "hold|eppstatus|domaintype|domainstatus");
    if (aboutOthers_ && !domainsOwn) {
        return;
    }
    if (turnedAway.empty() && turnsAway(line)) {
        turnedAway = shown(line);
    }
    RegistryRecord read;
    read.addStatuses(value);
    for (auto& status : read.statuses) {
        const auto kind = statusKind(status);
        if (kind == StatusKind::Free && free.empty()) {
            free = shown(line);
        } else if (kind == StatusKind::Reserved && reserved.empty()) {
            reserved = shown(line);
        }
        const bool place = line.label == std::vector<std::string>{"state"} && kind == StatusKind::Unknown; // California
        if (!place && record.statuses.size() < mostRegistryItems) {
            record.statuses.push_back(std::move(status));
        }
    }
}

} // namespace mpm
