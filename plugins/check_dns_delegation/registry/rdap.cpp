// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/rdap.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check_dns_delegation/registry/bounded_json.hpp"
#include "check_dns_delegation/registry/date.hpp"

#include <algorithm>

namespace mpm {
namespace {

using Json = nlohmann::json;

/// A member that is an array; an empty one for whatever else is there.
const Json& arrayAt(const Json& object, const char* name)
{
    static const Json none = Json::array();
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_array() ? *found : none;
}

std::string textAt(const Json& object, const char* name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<unsigned> numberAt(const Json& object, const char* name, unsigned most)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    if (found == object.end() || !found->is_number_unsigned() || found->get<std::uint64_t>() > most) {
        return std::nullopt;
    }
    return found->get<unsigned>();
}

void readHosts(RegistryRecord& record, const Json& object)
{
    for (const auto& item : arrayAt(object, "nameservers")) {
        const auto name = registryName(textAt(item, "ldhName"));
        if (!name) {
            continue;
        }
        RegistryHost host{*name, {}};
        const auto addresses = item.is_object() ? item.find("ipAddresses") : item.end();
        record.showsAddresses = record.showsAddresses || (addresses != item.end() && addresses->is_object());
        for (const auto* family : {"v4", "v6"}) {
            for (const auto& text : arrayAt(addresses == item.end() ? item : *addresses, family)) {
                const auto address = text.is_string() ? IpAddress::parse(text.get<std::string>()) : std::nullopt;
                if (address && host.addresses.size() < mostRegistryItems) {
                    host.addresses.push_back(*address);
                }
            }
        }
        record.add(host);
    }
}

void readSecureDns(RegistryRecord& record, const Json& object)
{
    const auto found = object.find("secureDNS");
    if (found == object.end() || !found->is_object()) {
        return;
    }
    const auto isSigned = found->find("delegationSigned");
    const bool unsignedDelegation = isSigned != found->end() && isSigned->is_boolean() && !isSigned->get<bool>();
    const auto data = arrayAt(*found, "dsData");
    if (data.empty() && !unsignedDelegation) {
        return; // signed, but the registry doesn't say how
    }
    record.ds.emplace();
    for (const auto& item : data) {
        const auto tag = numberAt(item, "keyTag", 0xFFFF);
        const auto algorithm = numberAt(item, "algorithm", 0xFF);
        const auto type = numberAt(item, "digestType", 0xFF);
        if (tag && algorithm && type && record.ds->size() < mostRegistryItems) {
            record.ds->push_back({static_cast<std::uint16_t>(*tag), static_cast<std::uint8_t>(*algorithm),
                                  static_cast<std::uint8_t>(*type), fromHex(textAt(item, "digest")).value_or("")});
        }
    }
}

} // namespace

bool isRdapBootstrap(std::string_view text)
{
    const auto json = parseBounded(text);
    return json.is_object() && json.contains("services") && json["services"].is_array();
}

std::string rdapBaseFor(std::string_view bootstrap, const DnsName& domain)
{
    const auto json = parseBounded(bootstrap);
    std::string base;
    std::size_t longest = 0;
    for (const auto& service : arrayAt(json, "services")) {
        if (!service.is_array() || service.size() < 2 || !service[0].is_array() || !service[1].is_array()) {
            continue;
        }
        for (const auto& entry : service[0]) {
            const auto suffix = entry.is_string() ? registryName(entry.get<std::string>()) : std::nullopt;
            if (!suffix || !domain.isBelow(*suffix) || suffix->labels().size() <= longest) {
                continue;
            }
            std::string url;
            for (const auto& candidate : service[1]) {
                const auto text = candidate.is_string() ? candidate.get<std::string>() : std::string();
                const bool better = startsWithIgnoringCase(text, "https://") ||
                                    (url.empty() && startsWithIgnoringCase(text, "http://"));
                url = better && !startsWithIgnoringCase(url, "https://") ? text : url;
            }
            if (!url.empty()) {
                longest = suffix->labels().size();
                base = url.back() == '/' ? url : url + "/";
            }
        }
    }
    return base;
}

RegistryRecord parseRdap(std::string_view text)
{
    RegistryRecord record;
    const auto json = parseBounded(text);
    if (!json.is_object() || textAt(json, "objectClassName") != "domain") {
        record.detail = "the answer is no RDAP domain object";
        return record;
    }
    record.domain = registryName(textAt(json, "ldhName"));
    if (!record.domain) {
        record.domain = registryName(textAt(json, "unicodeName"));
    }
    if (!record.domain) {
        record.detail = "sent a record that does not say of which domain it is";
        return record;
    }
    readHosts(record, json);
    for (const auto& status : arrayAt(json, "status")) {
        if (status.is_string() && record.statuses.size() < mostRegistryItems) {
            record.statuses.push_back(registryStatus(status.get<std::string>()));
        }
    }
    for (const auto& event : arrayAt(json, "events")) {
        const auto action = toLower(textAt(event, "eventAction"));
        const auto date = parseRegistryDate(textAt(event, "eventDate"));
        if (action == "expiration" || (action == "registrar expiration" && !record.expires)) {
            record.expires = date ? date : record.expires;
        }
    }
    readSecureDns(record, json);
    if (record.hosts.empty() && record.statuses.empty() && !record.expires && !record.ds) {
        record.detail = "the answer could not be understood";
        return record;
    }
    record.state = RegistryRecord::State::Registered;
    record.finish();
    return record;
}

} // namespace mpm
