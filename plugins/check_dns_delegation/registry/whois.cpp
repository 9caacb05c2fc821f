// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check/phrase_text.hpp"
#include "check_dns_delegation/registry/phrase_pattern.hpp"
#include "check_dns_delegation/registry/refusal.hpp"
#include "check_dns_delegation/registry/status_kind.hpp"
#include "check_dns_delegation/registry/verdict_words.hpp"
#include "check_dns_delegation/registry/whois_hosts.hpp"
#include "check_dns_delegation/registry/whois_reader.hpp"
#include "check_dns_delegation/registry/whois_sentences.hpp"

#include <algorithm>

namespace mpm {
namespace {

using State = RegistryRecord::State;

constexpr std::size_t longestShown = 100;  ///< of an answer that is not understood
constexpr std::size_t longestVerdict = 14; ///< words of a sentence that tells a domain's status
constexpr std::size_t fewWords = 8;        ///< of a sentence amid terms of use that is none of them
constexpr std::size_t mostBesideHint = 12; ///< sentences of an answer that only hints that it turns us away

/// How a sentence begins that is none of the terms of use around it.
constexpr std::string_view toldAmidTerms =
    "^ * you have|^ * you exceeded|^ * you are blocked|^ * you are banned|^ * your ip|^ * your address|^ * your host|"
    "^ * your network|^ * your access|^ * your quer-|^ * your request-|^ * your connection-|^ * address from which you";

/// Registries whose answers have the address of every host within the domain beside its name.
constexpr std::string_view zonesWithAddresses = "de|fr|re|pm|tf|wf|yt|nl|be|eu|ch|li|ru|su|uk";

/// "This domain is suspended": a sentence about the domain, its status first.
bool tellsStatus(const WhoisSentence& sentence)
{
    return !sentence.legal &&
           fitsOneOf(sentence.words,
                     "^ * ~|^ application|^ * domain|^ * domain name|^ reserved|^ * name|^ * registration") &&
           !fitsOneOf(sentence.words, "if|may|might|should|must|a name|a domain name that|names|@");
}

/// Beside so much of a record a sentence that does not name the domain is about something else.
bool isFull(const RegistryRecord& record, const DnsName& domain)
{
    const bool itsOwn = record.domain == domain;
    return (!record.hosts.empty() && (itsOwn || record.expires || record.created)) ||
           (itsOwn && record.expires && record.created);
}

/// What the sentence says of us: amid terms of use only what is said to us, or in few words. A few words of its own
/// ("Slow down!") say more than the same ones in a longer text.
Refusal refusalOf(const WhoisSentence& sentence)
{
    const auto refusal = refusalIn(sentence.words);
    const bool brief = sentence.words.size() <= fewWords;
    if (sentence.legal) {
        return refusal == Refusal::Told && fitsOneOf(sentence.words, toldAmidTerms) ? refusal : Refusal::None;
    }
    if (sentence.amidLaw) {
        return refusal == Refusal::Told || (refusal == Refusal::Stated && brief) ? refusal : Refusal::None;
    }
    return refusal == Refusal::Hinted && brief ? Refusal::Stated : refusal;
}

/// How plainly a server must say that it turns us away, beside what else it told.
Refusal wantedRefusal(const WhoisReader& reader, const std::vector<WhoisSentence>& sentences, const DnsName& domain)
{
    if (isFull(reader.record, domain)) {
        return Refusal::Told;
    }
    const bool told = !reader.free.empty() || reader.record.provesRegistration();
    return told || sentences.size() > mostBesideHint ? Refusal::Stated : Refusal::Hinted;
}

/// The plainest sentence wins.
void readRefusals(WhoisReader& reader, const std::vector<WhoisSentence>& sentences, const DnsName& domain)
{
    auto plainest = Refusal::None;
    std::string shown;
    for (const auto& sentence : sentences) {
        const auto refusal = refusalOf(sentence);
        if (refusal > plainest) {
            plainest = refusal;
            shown = sentence.shown;
        }
    }
    if (plainest != Refusal::None && plainest >= wantedRefusal(reader, sentences, domain)) {
        reader.turnedAway = shown;
    }
    const auto fails = [](const WhoisSentence& sentence) {
        const bool plain = !sentence.amidLaw || sentence.words.size() <= fewWords;
        return !sentence.legal && plain && saysServerFails(sentence.words);
    };
    const auto trouble = std::find_if(sentences.begin(), sentences.end(), fails);
    reader.trouble = trouble == sentences.end() ? "" : trouble->shown;
}

/// What sentences say beside the labelled lines.
void readSentences(WhoisReader& reader, const std::vector<WhoisSentence>& sentences, const DnsName& domain)
{
    const bool full = isFull(reader.record, domain);
    for (const auto& sentence : sentences) {
        if (sentence.legal) {
            continue;
        }
        const bool named = fitsOneOf(sentence.words, "~");
        const bool ofAnother = !named && (fitsOneOf(sentence.words, "@") || full);
        if (reader.free.empty() && !ofAnother && saysFree(sentence.words)) {
            reader.free = sentence.shown;
        } else if (tellsStatus(sentence)) {
            const auto status = join(sentence.words, " ");
            const auto kind = statusKind(status);
            const bool brief = sentence.words.size() <= longestVerdict;
            if ((kind == StatusKind::Held || kind == StatusKind::Deleting) && brief &&
                reader.record.statuses.size() < mostRegistryItems) {
                reader.record.statuses.push_back(registryStatus(status));
            } else if (kind == StatusKind::Reserved && reader.reserved.empty()) {
                reader.reserved = sentence.shown;
            }
        }
    }
}

/// The first words of an answer in which nothing was recognised.
std::string beginning(std::string_view answer)
{
    for (const auto& line : splitLines(answer)) {
        const auto text = trim(line);
        const auto first = text.find_first_not_of("%#*->= \t");
        if (first != std::string_view::npos) {
            return ": \"" + harmless(text, longestShown) + "\"";
        }
    }
    return ": it is empty";
}

/// More than a date alone, which may be that of an application.
bool provesOwner(const RegistryRecord& record)
{
    auto without = record;
    without.expires.reset();
    without.created = without.created && record.expires;
    return without.provesRegistration();
}

void set(RegistryRecord& record, State state, const std::string& evidence, const std::string& detail)
{
    record.state = state;
    record.evidence = evidence;
    record.detail = detail;
}

/// Being turned away wins over a no, a no over all that looks like a record.
void decide(WhoisReader& reader, std::string_view answer, const DnsName& domain)
{
    auto& record = reader.record;
    const bool proven = record.provesRegistration();
    const bool ofAnother = record.domain && *record.domain != domain;
    const bool told = record.domain ? !ofAnother : mentionsDomain(answer, domain);
    if (!reader.turnedAway.empty()) {
        set(record, State::Throttled, reader.turnedAway, "the server turns us away: \"" + reader.turnedAway + "\"");
    } else if (ofAnother && (proven || !reader.free.empty())) {
        set(record, State::Another, "domain " + record.domain->toString(),
            "sent the record of " + record.domain->toString() + ", not that of " + domain.toString());
    } else if (!reader.free.empty() && !reader.trouble.empty()) {
        set(record, State::Unreadable, reader.trouble,
            "says \"" + reader.free + "\", but also that it fails: \"" + reader.trouble + "\"");
    } else if (!reader.free.empty()) {
        set(record, State::NotRegistered, reader.free, "\"" + reader.free + "\"");
    } else if (reader.showsHosts && !record.domain) {
        set(record, State::Another, "",
            "sent records of hosts that mention " + domain.toString() + " at most, not its own");
    } else if (proven && told && (reader.reserved.empty() || provesOwner(record))) {
        record.state = State::Registered;
    } else if (proven && !told) {
        set(record, State::Unreadable, record.evidence, "sent a record that does not mention " + domain.toString());
    } else if (!reader.reserved.empty()) {
        set(record, State::Unreadable, reader.reserved,
            "neither registered nor free, it says: \"" + reader.reserved + "\"");
    } else {
        set(record, State::Unreadable, "", "the answer could not be understood" + beginning(answer));
    }
}

} // namespace

std::string whoisQuestion(std::string_view server, const DnsName& domain)
{
    const auto name = domain.toString();
    const auto last = domain.labels().empty() ? std::string_view() : domain.labels().back();
    if (server.find("verisign") != std::string_view::npos || last == "com" || last == "net") {
        return "domain " + name; // else hosts match, too
    }
    if (last == "de") {
        return "-T dn,ace " + name;
    }
    if (last == "jp") {
        return name + "/e";
    }
    return last == "dk" ? "--show-handles " + name : name;
}

std::string whoisServerOf(std::string_view ianaAnswer)
{
    using Label = std::vector<std::string>;
    for (const auto& line : readWhoisLines(ianaAnswer)) {
        if ((line.label == Label{"whois"} || line.label == Label{"refer"}) && !line.value.empty()) {
            return line.value;
        }
    }
    return {};
}

RegistryRecord parseWhois(std::string_view answer, const DnsName& domain)
{
    const auto lines = readWhoisLines(answer);
    WhoisReader reader(domain);
    for (const auto& line : lines) {
        reader.take(line);
    }
    const auto sentences = whoisSentences(lines, domain);
    readSentences(reader, sentences, domain);
    readRefusals(reader, sentences, domain);
    decide(reader, answer, domain);
    auto record = std::move(reader.record);
    if (record.state == State::Registered && !record.hold().empty()) {
        record.evidence = "status: " + harmless(record.hold(), longestShown);
    }
    const auto labels = domain.labels();
    record.showsAddresses = !labels.empty() && isAmong(zonesWithAddresses, labels.back());
    record.finish();
    return record;
}

std::optional<RegistryHost> parseWhoisHost(std::string_view answer)
{
    WhoisReader reader{DnsName()};
    std::vector<IpAddress> addresses; // be they far from the name
    for (auto line : readWhoisLines(answer)) {
        if (isHostRecordLabel(line.label) || line.label == std::vector<std::string>{"name"}) {
            line.kind = LabelKind::Server;
        }
        reader.take(line);
        if (line.kind == LabelKind::Address) {
            append(addresses, readWhoisAddresses(line.value));
        }
    }
    if (reader.record.hosts.size() != 1) {
        return std::nullopt;
    }
    auto host = reader.record.hosts.front();
    if (host.addresses.empty()) {
        addresses.erase(addresses.begin() + static_cast<std::ptrdiff_t>(std::min(addresses.size(), mostRegistryItems)),
                        addresses.end());
        host.addresses = std::move(addresses);
    }
    return host;
}

} // namespace mpm
