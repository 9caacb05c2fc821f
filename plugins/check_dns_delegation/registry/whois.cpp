// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois.hpp"

#include "check/ascii.hpp"
#include "check/phrase_text.hpp"
#include "check_dns_delegation/registry/date.hpp"
#include "check_dns_delegation/registry/whois_line.hpp"
#include "check_dns_delegation/registry/whois_sentences.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::string_view domainLabels = "domain name|domain|domainname|domain name utf8";

constexpr std::string_view serverLabels =
    "name server|name servers|nserver|nameserver|nameservers|hostname|host name|dns_name|ns|dns|dns servers|"
    "domain nameservers|domain servers|domain servers in listed order|name server information";

/// A host's addresses on lines of their own, below its name.
constexpr std::string_view addressLabels = "ip address|ipv4 address|ipv6 address|ip|ipv4|name server ip|ipv6|remarks";

constexpr std::string_view handleLabels = "name server handle";

constexpr std::string_view expiryLabels =
    "registry expiry date|registrar registration expiration date|expiry date|expires|expire|expires on|"
    "expiration date|paid-till|renewal date|valid-date|validity|expire date|expire-date|expiration time|"
    "valid until|domain expiration date|record expires on";

/// Registries whose answers have the address of every host within the domain beside its name.
constexpr std::string_view zonesWithAddresses = "de|fr|re|pm|tf|wf|yt|nl|be|eu|ch|li|ru|su|uk";

/// With one of these begins a block that is about somebody or something else than the domain.
constexpr std::string_view otherBlocks =
    "nic-hdl|nic-hdl-br|contact|contact-id|person|personname|person-loc|role|organisation|organization|"
    "registrant|registrar|holder|admin contact|technical contact|technical contacts|keyset|nsset|irt|mntner";

constexpr std::string_view statusLabels = "domain status|status|state|registration status|eppstatus|domaintype";

bool isTitle(std::string_view label)
{
    return isAmong(serverLabels, label) || isAmong(domainLabels, label);
}

/// Takes an answer line by line; what a line means can depend on the ones before.
class WhoisReader {
public:
    explicit WhoisReader(DnsName domain) : domain_(std::move(domain)) {}

    void take(std::string_view text)
    {
        const auto line = readWhoisLine(text, isTitle);
        if (line.comment) {
            return;
        }
        if (line.blank || blockBegins_) {
            const auto title = line.label.empty() ? toLower(line.value) : line.label;
            aboutOthers_ = !line.blank && isAmong(otherBlocks, title);
            blockBegins_ = line.blank;
        }
        readName(line);
        readServers(line);
        readRest(line);
    }

    RegistryRecord record;

private:
    /// `Domain: shop.example`, or the name on the line below.
    void readName(const WhoisLine& line)
    {
        const bool title = isAmong(domainLabels, line.label);
        if (!line.value.empty() && !record.domain && (title || (nameIsNext_ && line.label.empty()))) {
            const auto words = whoisWords(line.value);
            record.domain = words.empty() ? std::nullopt : registryName(words.front());
        }
        nameIsNext_ = title && line.value.empty();
    }

    void readServers(const WhoisLine& line)
    {
        if (isAmong(serverLabels, line.label)) {
            inBlock_ = true;
        } else if (line.blank || !line.label.empty()) {
            inBlock_ = inBlock_ && line.blank && record.hosts.empty(); // a blank line below the block's title
        }
        if (isAmong(addressLabels, line.label) && host_) {
            host_->addresses.clear();
            for (const auto& word : whoisWords(line.value)) {
                if (const auto address = IpAddress::parse(word)) {
                    host_->addresses.push_back(*address);
                }
            }
            record.add(*host_);
        } else if (!line.value.empty()) {
            host_ = inBlock_ ? readWhoisHost(line.value) : std::nullopt;
            if (host_ && line.label == "dns" && host_->name == domain_) {
                host_.reset(); // .dk's word for the domain itself
            }
            if (host_) {
                record.add(*host_);
            }
        }
    }

    void readRest(const WhoisLine& line)
    {
        if (line.value.empty()) {
            return;
        }
        if (isAmong(expiryLabels, line.label)) {
            const auto date = parseRegistryDate(line.value);
            record.expires = record.expires ? record.expires : date;
        } else if (isAmong(statusLabels, line.label)) {
            if (!aboutOthers_ || line.label == "domain status") {
                readStatus(line.value);
                readStateDate(line);
            }
        } else if (line.label == "hold" && !aboutOthers_ && toLower(line.value) == "yes") {
            readStatus("on hold");
        } else if (line.label == "registrar whois server") {
            record.referral = line.value;
        } else if (isAmong(handleLabels, line.label) && record.handles.size() < mostRegistryItems) {
            record.handles.push_back(line.value);
        }
    }

    /// `clientHold https://icann.org/epp#clientHold`, `REGISTERED, NOT DELEGATED`, `paid and in zone`
    void readStatus(const std::string& value)
    {
        for (const auto& part : split(value, ',')) {
            const auto end = std::min({part.find("http"), part.find('('), part.size()});
            auto status = registryStatus(trim(std::string_view(part).substr(0, end)));
            if (!status.empty() && record.statuses.size() < mostRegistryItems) {
                record.statuses.push_back(std::move(status));
            }
        }
    }

    /// `[State] Connected (2026/12/31)` of co.jp: connected until then.
    void readStateDate(const WhoisLine& line)
    {
        const auto open = line.value.find('(');
        if (line.label == "state" && open != std::string::npos && !record.expires) {
            record.expires = parseRegistryDate(std::string_view(line.value).substr(open));
        }
    }

    DnsName domain_;
    std::optional<RegistryHost> host_; ///< of the line before
    bool inBlock_ = false;             ///< lines without label name servers
    bool nameIsNext_ = false;
    bool blockBegins_ = true;  ///< with the next line
    bool aboutOthers_ = false; ///< up to the next blank line
};

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
    for (const auto& text : splitLines(ianaAnswer)) {
        const auto line = readWhoisLine(text, isTitle);
        if ((line.label == "whois" || line.label == "refer") && !line.value.empty()) {
            return line.value;
        }
    }
    return {};
}

RegistryRecord parseWhois(std::string_view answer, const DnsName& domain)
{
    WhoisReader reader(domain);
    for (const auto& text : splitLines(answer)) {
        reader.take(text);
    }
    auto record = std::move(reader.record);
    const bool free = std::any_of(record.statuses.begin(), record.statuses.end(),
                                  [](const std::string& status) { return status == "free" || status == "available"; });
    const bool known = !record.hosts.empty() || !record.handles.empty() || record.expires;
    const bool named = !record.statuses.empty() && !free; // some show neither servers nor expiry
    const bool told = record.domain || mentionsDomain(answer, domain);
    const auto throttle = throttleIn(answer);
    const auto absence = absenceIn(answer);
    if ((known || named) && told) {
        record.state = RegistryRecord::State::Registered;
    } else if (!absence.empty()) {
        record.state = RegistryRecord::State::NotRegistered;
        record.detail = "\"" + absence + "\"";
    } else if (!throttle.empty()) {
        record.state = RegistryRecord::State::Throttled;
        record.detail = "the server turns us away: \"" + throttle + "\"";
    } else if (known || named) {
        record.detail = "sent a record that does not mention " + domain.toString();
    } else {
        record.detail = "the answer could not be understood";
    }
    const auto labels = domain.labels();
    record.showsAddresses = !labels.empty() && isAmong(zonesWithAddresses, labels.back());
    record.finish();
    return record;
}

std::optional<RegistryHost> parseWhoisHost(std::string_view answer)
{
    WhoisReader reader{DnsName()};
    for (const auto& text : splitLines(answer)) {
        reader.take(text);
    }
    const auto& hosts = reader.record.hosts;
    return hosts.size() == 1 ? std::optional(hosts.front()) : std::nullopt;
}

} // namespace mpm
