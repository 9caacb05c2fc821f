// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/rdap.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "check/bounded_json.hpp"
#include "check/hex.hpp"
#include "check/peer_text.hpp"
#include "check_dns_delegation/registry/date.hpp"
#include "check_dns_delegation/registry/label_kind.hpp"
#include "check_dns_delegation/registry/phrase_pattern.hpp"
#include "check_dns_delegation/registry/plain_text.hpp"
#include "check_dns_delegation/registry/rdap_json.hpp"
#include "check_dns_delegation/registry/status_kind.hpp"
#include "check_dns_delegation/registry/whois_hosts.hpp"

#include <algorithm>

namespace mpm {
namespace {

using Json = nlohmann::json;
using State = RegistryRecord::State;

constexpr std::size_t longestShown = 100;

/// `ldhName`, else `unicodeName`, else what looks like a name of two labels at least.
std::optional<DnsName> nameOf(const Json& object)
{
    for (const auto* member : {"ldhName", "unicodeName", "name", "handle"}) {
        const auto text = textAt(object, member);
        const bool maybe = std::string_view(member).ends_with("Name") || text.find('.') != std::string::npos;
        auto name = maybe && !text.empty() ? registryName(text) : std::nullopt;
        if (name && name->isHostName()) {
            return name;
        }
    }
    return std::nullopt;
}

/// The addresses, as an array for each family, one text, or all of them in one array.
void readAddresses(RegistryHost& host, const Json& addresses)
{
    const auto add = [&](const Json& item) {
        const auto found = readWhoisAddresses(item.is_string() ? item.get<std::string>() : "");
        for (const auto& address : found) {
            if (host.addresses.size() < mostRegistryItems) {
                host.addresses.push_back(address);
            }
        }
        host.unclear = host.unclear || found.empty();
    };
    if (!addresses.is_object()) {
        for (const auto& item : addresses.is_array() ? addresses : Json::array({addresses})) {
            add(item);
        }
        return;
    }
    for (const auto& family : addresses.items()) {
        if (family.value().is_null()) {
            continue;
        }
        for (const auto* item : itemsAt(addresses, family.key().c_str())) {
            add(*item);
        }
    }
}

void readHosts(RegistryRecord& record, const Json& object)
{
    const char* member = memberOf(object, "nameservers") != nullptr ? "nameservers" : "nameServers";
    for (const auto* item : itemsAt(object, member)) {
        const auto name = item->is_string() ? registryName(item->get<std::string>()) : nameOf(*item);
        if (!name || !name->isHostName() || name->labels().size() < 2) {
            record.hostsUnclear = true;
            continue;
        }
        RegistryHost host{*name, {}};
        if (const auto* addresses = memberOf(*item, "ipAddresses")) {
            record.showsAddresses = true;
            readAddresses(host, *addresses);
        }
        record.add(host);
    }
}

/// RFC 4034 appendix B.
std::uint16_t keyTagOf(unsigned flags, unsigned protocol, unsigned algorithm, std::string_view key)
{
    std::string octets{static_cast<char>(flags >> 8U), static_cast<char>(flags & 0xFFU), static_cast<char>(protocol),
                       static_cast<char>(algorithm)};
    octets += key;
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        const auto octet = static_cast<std::uint32_t>(static_cast<unsigned char>(octets[i]));
        sum += i % 2 == 0 ? octet << 8U : octet;
    }
    return static_cast<std::uint16_t>(sum + (sum >> 16U));
}

/// Nothing for what can't be read.
std::optional<DsRecord> dsOf(const Json& item)
{
    const auto tag = numberAt(item, "keyTag", 0xFFFF);
    const auto algorithm = numberAt(item, "algorithm", 0xFF);
    const auto type = numberAt(item, "digestType", 0xFF);
    if (!tag || !algorithm || !type) {
        return std::nullopt;
    }
    return DsRecord{static_cast<std::uint16_t>(*tag), static_cast<std::uint8_t>(*algorithm),
                    static_cast<std::uint8_t>(*type), fromHex(textAt(item, "digest")).value_or("")};
}

/// The key in place of its DS, whose digest is the registry's to choose: digest type 0.
std::optional<DsRecord> dsOfKey(const Json& item)
{
    const auto flags = numberAt(item, "flags", 0xFFFF);
    const auto protocol = numberAt(item, "protocol", 0xFF);
    const auto algorithm = numberAt(item, "algorithm", 0xFF);
    auto text = textAt(item, "publicKey");
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    const auto key = decodeBase64(text);
    if (!flags || !protocol || !algorithm || !key || key->empty()) {
        return std::nullopt;
    }
    return DsRecord{keyTagOf(*flags, *protocol, *algorithm, *key), static_cast<std::uint8_t>(*algorithm), 0, {}};
}

/// What could not be read is not said, and neither is how a delegation is signed that has no data.
void readSecureDns(RegistryRecord& record, const Json& object)
{
    const auto* secure = memberOf(object, "secureDNS");
    if (secure == nullptr || secure->empty()) {
        return;
    }
    secure = secure->is_array() ? &secure->front() : secure;
    const auto data = itemsAt(*secure, "dsData");
    const auto keys = itemsAt(*secure, "keyData");
    const bool unsignedDelegation = truthAt(*secure, "delegationSigned") == false;
    std::vector<DsRecord> all;
    for (const auto* item : data.empty() ? keys : data) {
        const auto ds = data.empty() ? dsOfKey(*item) : dsOf(*item);
        if (!ds) {
            return;
        }
        if (all.size() < mostRegistryItems) {
            all.push_back(*ds);
        }
    }
    if (!all.empty() || unsignedDelegation) {
        record.ds = std::move(all);
    }
}

void readStatuses(RegistryRecord& record, const Json& object)
{
    for (const auto* item : itemsAt(object, "status")) {
        if (item->is_string()) {
            record.addStatuses(item->get<std::string>());
        }
    }
}

void readEvent(RegistryRecord& record, const std::string& action, const std::string& text)
{
    const auto words = plainWords(plainText(registryStatus(action)));
    const auto date = parseRegistryDate(text);
    if (date && isExpiryLabel(words)) {
        record.addEnd(*date);
        record.evidence = record.evidence.empty() ? harmless(action + ": " + text, longestShown) : record.evidence;
    } else if (date && labelKind(words) == LabelKind::Creation) {
        record.created = true;
    }
}

/// `{"eventAction": ..., "eventDate": ...}`, or the one as name of the other.
void readEvents(RegistryRecord& record, const Json& object)
{
    for (const auto* event : itemsAt(object, "events")) {
        const auto action = textAt(*event, "eventAction");
        if (!action.empty() || !event->is_object()) {
            readEvent(record, action, textAt(*event, "eventDate"));
            continue;
        }
        for (const auto& member : event->items()) {
            readEvent(record, member.key(), textAt(*event, member.key().c_str()));
        }
    }
}

/// An error (RFC 9083 section 6) in place of a domain; false for anything else.
bool readError(RegistryRecord& record, const Json& json)
{
    const auto code = numberAt(json, "errorCode", 999);
    if (!code || memberOf(json, "ldhName") != nullptr) {
        return false;
    }
    const auto title = harmless(textAt(json, "title"), longestShown);
    record.evidence = "errorCode " + std::to_string(*code) + (title.empty() ? "" : ": " + title);
    if (*code == 404) {
        record.state = State::NotRegistered;
        record.detail = record.evidence;
    } else if (*code == 429 || *code == 403) {
        record.state = State::Throttled;
        record.detail = "the server turns us away: " + record.evidence;
    } else {
        record.detail = "answered with " + record.evidence;
    }
    return true;
}

/// Some wrap the object into an array, into search results or into another object.
const Json& domainObject(const Json& json)
{
    for (const auto* member : {"data", "domain", "result"}) {
        const auto* inner = memberOf(json, member);
        if (inner != nullptr && toLower(textAt(*inner, "objectClassName")) == "domain") {
            return *inner;
        }
    }
    const auto results = itemsAt(json, "domainSearchResults");
    return results.size() == 1 ? *results.front() : json.is_array() && json.size() == 1 ? json.front() : json;
}

void decide(RegistryRecord& record)
{
    const auto is = [](StatusKind kind) {
        return [kind](const std::string& status) { return statusKind(status) == kind; };
    };
    const auto free = std::find_if(record.statuses.begin(), record.statuses.end(), is(StatusKind::Free));
    if (free != record.statuses.end()) {
        record.state = State::NotRegistered;
        record.detail = record.evidence = "status: " + harmless(*free, longestShown);
    } else if (record.provesRegistration()) {
        record.state = State::Registered;
        record.evidence =
            !record.hold().empty()     ? "status: " + harmless(record.hold(), longestShown)
            : !record.evidence.empty() ? record.evidence
            : record.hosts.empty()
                ? (record.statuses.empty() ? "" : "status: " + harmless(record.statuses.front(), longestShown))
                : "nameservers: " + harmless(record.hosts.front().name.toString(), longestShown);
    } else {
        record.detail = "the answer could not be understood: neither name servers nor dates nor a known status in it";
    }
}

} // namespace

RegistryRecord parseRdap(std::string_view text)
{
    RegistryRecord record;
    const auto json = parseBounded(text);
    if (json.is_object() && readError(record, json)) {
        return record;
    }
    const auto& object = domainObject(json);
    const auto type = toLower(textAt(object, "objectClassName"));
    if (!object.is_object() || (type.empty() && !nameOf(object)) || (!type.empty() && type != "domain")) {
        record.detail = "the answer is no RDAP domain object";
        return record;
    }
    record.domain = nameOf(object);
    if (!record.domain) {
        record.detail = "sent a record that does not say of which domain it is";
        return record;
    }
    readHosts(record, object);
    readStatuses(record, object);
    readEvents(record, object);
    readSecureDns(record, object);
    decide(record);
    record.finish();
    return record;
}

} // namespace mpm
