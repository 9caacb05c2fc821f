// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/registry_cache.hpp"

#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

namespace mpm {
namespace {

using Json = nlohmann::json;

/// A domain's name holds nothing but letters, digits and a few signs; a slash is not among those kept.
std::string pathFor(const std::string& folder, const DnsName& domain)
{
    auto name = domain.toString();
    for (auto& c : name) {
        c = c == '/' ? '_' : c;
    }
    return folder + "/registry-" + name + ".json";
}

Json toJson(const RegistrySeen& seen)
{
    Json hosts = Json::array();
    for (const auto& host : seen.record.hosts) {
        Json addresses = Json::array();
        for (const auto& address : host.addresses) {
            addresses.push_back(address.toString());
        }
        hosts.push_back({{"name", host.name.toString()}, {"addresses", addresses}});
    }
    Json json{
        {"domain", seen.domain.toString()}, {"source", harmless(seen.source)},
        {"fetched", seen.fetched},          {"registered", seen.record.state == RegistryRecord::State::Registered},
        {"detail", seen.record.detail},     {"hosts", hosts},
        {"statuses", seen.record.statuses}};
    if (seen.record.expires) {
        json["expires"] = *seen.record.expires;
    }
    if (seen.record.ds) {
        json["ds"] = Json::array();
        for (const auto& ds : *seen.record.ds) {
            json["ds"].push_back({ds.keyTag, ds.algorithm, ds.digestType});
        }
    }
    return json;
}

/// Throws Json::exception and UsageError for anything that toJson does not write.
RegistrySeen fromJson(const Json& json)
{
    RegistrySeen seen;
    seen.domain = DnsName::parse(json.at("domain").get<std::string>());
    seen.source = json.at("source").get<std::string>();
    seen.fetched = json.at("fetched").get<std::int64_t>();
    seen.record.state =
        json.at("registered").get<bool>() ? RegistryRecord::State::Registered : RegistryRecord::State::NotRegistered;
    seen.record.detail = harmless(json.at("detail").get<std::string>());
    seen.record.statuses = json.at("statuses").get<std::vector<std::string>>();
    for (const auto& item : json.at("hosts")) {
        RegistryHost host{DnsName::parse(item.at("name").get<std::string>()), {}};
        for (const auto& text : item.at("addresses")) {
            if (const auto address = IpAddress::parse(text.get<std::string>())) {
                host.addresses.push_back(*address);
            }
        }
        seen.record.hosts.push_back(std::move(host));
    }
    if (json.contains("expires")) {
        seen.record.expires = json["expires"].get<std::int64_t>();
    }
    if (json.contains("ds")) {
        seen.record.ds.emplace();
        for (const auto& item : json["ds"]) {
            seen.record.ds->push_back(
                {item.at(0).get<std::uint16_t>(), item.at(1).get<std::uint8_t>(), item.at(2).get<std::uint8_t>(), {}});
        }
    }
    return seen;
}

} // namespace

std::optional<std::string> readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open()) {
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

std::optional<RegistrySeen> readRegistryCache(const std::string& folder, const DnsName& domain)
{
    const auto text = readFile(pathFor(folder, domain));
    if (!text) {
        return std::nullopt;
    }
    try {
        return fromJson(Json::parse(*text));
    } catch (const Json::exception&) {
        return std::nullopt; // half written, or of another version: as good as none
    } catch (const UsageError&) {
        return std::nullopt;
    }
}

std::string writeRegistryCache(const std::string& folder, const DnsName& domain, const RegistrySeen& seen)
{
    const auto path = pathFor(folder, domain);
    const auto temporary = path + "." + std::to_string(::getpid());
    {
        std::ofstream file(temporary, std::ios::binary);
        file << toJson(seen).dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
        if (!file.flush()) {
            return "can't write '" + harmless(temporary) + "': " + std::strerror(errno);
        }
    }
    if (std::rename(temporary.c_str(), path.c_str()) != 0) {
        return "can't rename '" + harmless(temporary) + "': " + std::strerror(errno);
    }
    return {};
}

} // namespace mpm
