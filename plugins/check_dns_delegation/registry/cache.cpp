// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/cache.hpp"

#include "check/bounded_json.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"
#include "io/kept_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace mpm {
namespace {

using Json = nlohmann::json;

constexpr std::size_t longestFile = 256UL * 1024;
constexpr std::size_t longestReason = 500;    ///< of a failure
constexpr std::size_t longestName = 150;      ///< of the domain within the file's name
constexpr std::int64_t latest = 253402300799; ///< the end of the year 9999: what a registry can say

/// By RegistryRecord::State: of what is not to be believed, only the failure is kept.
constexpr std::array answers{"registered", "not registered", "none", "none", "none"};

/// FNV-1a: tells files apart; nobody has to be kept from making two alike, for the text is compared.
std::string shortHash(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    std::array<char, 17> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
    return digits.data();
}

Json toJson(const RegistryCacheKey& key, const RegistrySeen& seen)
{
    Json hosts = Json::array();
    for (const auto& host : seen.record.hosts) {
        Json addresses = Json::array();
        for (const auto& address : host.addresses) {
            addresses.push_back(address.toString());
        }
        hosts.push_back({{"name", host.name.toString()}, {"addresses", addresses}, {"unclear", host.unclear}});
    }
    Json json{{"asked", harmless(key.asked)},
              {"about", key.domain.toString()},
              {"domain", seen.domain.toString()},
              {"source", harmless(seen.source)},
              {"fetched", seen.fetched},
              {"answer", answers.at(static_cast<std::size_t>(seen.record.state))},
              {"expires_source", harmless(seen.expirySource)},
              {"registrar_silence", harmless(seen.registrarSilence)},
              {"shows_addresses", seen.record.showsAddresses},
              {"detail", seen.record.detail},
              {"evidence", seen.record.evidence},
              {"hosts_unclear", seen.record.hostsUnclear},
              {"created", seen.record.created},
              {"hosts", hosts},
              {"statuses", seen.record.statuses}};
    if (seen.failure) {
        json["failed"] = {{"at", seen.failedAt},
                          {"throttled", seen.throttled},
                          {"state", seen.failedState},
                          {"proof", seen.failedProof},
                          {"why", harmless(seen.failure->detail, longestReason)}};
    }
    if (seen.record.expires) {
        json["expires"] = *seen.record.expires;
    }
    if (seen.record.laterEnd) {
        json["later_end"] = *seen.record.laterEnd;
    }
    if (seen.record.ds) {
        json["ds"] = Json::array();
        for (const auto& ds : *seen.record.ds) {
            json["ds"].push_back({ds.keyTag, ds.algorithm, ds.digestType});
        }
    }
    return json;
}

/// A fraction or a number with an exponent may be too large for any integer.
std::int64_t wholeNumber(const Json& value)
{
    if (!value.is_number_integer()) {
        throw UsageError("'" + value.dump() + "' is no whole number");
    }
    return value.get<std::int64_t>();
}

std::vector<IpAddress> readAddresses(const Json& items)
{
    std::vector<IpAddress> addresses;
    for (const auto& text : items) {
        const auto address = IpAddress::parse(text.get<std::string>());
        if (address && addresses.size() < mostRegistryItems) {
            addresses.push_back(*address);
        }
    }
    return addresses;
}

RegistryRecord::State readState(const std::string& word)
{
    const auto found = std::find(answers.begin(), answers.end(), word);
    if (found == answers.end()) {
        throw UsageError("'" + word + "' is no answer");
    }
    return word == "none" ? RegistryRecord::State::Unreadable
                          : static_cast<RegistryRecord::State>(found - answers.begin());
}

/// Throws Json::exception and UsageError for anything that toJson does not write.
RegistrySeen fromJson(const Json& json)
{
    RegistrySeen seen;
    seen.domain = DnsName::parse(json.at("domain").get<std::string>());
    seen.source = harmless(json.at("source").get<std::string>());
    seen.fetched = wholeNumber(json.at("fetched"));
    seen.expirySource = harmless(json.at("expires_source").get<std::string>());
    seen.registrarSilence = harmless(json.at("registrar_silence").get<std::string>());
    seen.record.state = readState(json.at("answer").get<std::string>());
    seen.record.showsAddresses = json.at("shows_addresses").get<bool>();
    if (json.contains("failed")) {
        const auto& failed = json["failed"];
        seen.failedAt = wholeNumber(failed.at("at"));
        seen.throttled = failed.at("throttled").get<bool>();
        seen.failedState = harmless(failed.at("state").get<std::string>());
        seen.failedProof = harmless(failed.at("proof").get<std::string>());
        seen.failure = Failure{FailureKind::Protocol, harmless(failed.at("why").get<std::string>(), longestReason)};
    }
    seen.record.detail = harmless(json.at("detail").get<std::string>());
    seen.record.evidence = harmless(json.at("evidence").get<std::string>());
    seen.record.hostsUnclear = json.at("hosts_unclear").get<bool>();
    seen.record.created = json.at("created").get<bool>();
    for (const auto& status : json.at("statuses")) {
        if (seen.record.statuses.size() < mostRegistryItems) {
            seen.record.statuses.push_back(registryStatus(status.get<std::string>()));
        }
    }
    for (const auto& item : json.at("hosts")) {
        seen.record.add({DnsName::parse(item.at("name").get<std::string>()), readAddresses(item.at("addresses")),
                         item.at("unclear").get<bool>()});
    }
    if (json.contains("expires")) {
        seen.record.expires = wholeNumber(json["expires"]);
    }
    if (json.contains("later_end")) {
        seen.record.laterEnd = wholeNumber(json["later_end"]);
    }
    if (json.contains("ds")) {
        seen.record.ds.emplace();
        for (const auto& item : json["ds"]) {
            const auto number = [&](std::size_t i) { return static_cast<unsigned>(wholeNumber(item.at(i))); };
            seen.record.ds->push_back({static_cast<std::uint16_t>(number(0)),
                                       static_cast<std::uint8_t>(number(1)),
                                       static_cast<std::uint8_t>(number(2)),
                                       {}});
        }
    }
    return seen;
}

bool isBelievable(const RegistrySeen& seen, const RegistryCacheKey& key, std::int64_t now)
{
    const auto expires = seen.record.expires.value_or(0);
    const auto laterEnd = seen.record.laterEnd.value_or(0);
    const auto names = registrableNames(key.domain);
    return std::find(names.begin(), names.end(), seen.domain) != names.end() && seen.fetched > 0 &&
           seen.fetched <= now && seen.failedAt >= 0 && seen.failedAt <= now && expires >= 0 && expires <= latest &&
           laterEnd >= 0 && laterEnd <= latest && seen.record.hosts.size() <= mostRegistryHosts;
}

} // namespace

std::string registryCacheFile(const RegistryCacheKey& key)
{
    auto name = key.domain.toString().substr(0, longestName);
    for (auto& c : name) {
        c = c == '/' ? '_' : c;
    }
    return key.folder + "/registry-" + name + "-" + shortHash(key.domain.toString() + " " + key.asked) + ".json";
}

std::optional<RegistrySeen> parseRegistryCache(std::string_view text, const RegistryCacheKey& key, std::int64_t now)
{
    try {
        const auto json = parseBounded(text);
        const bool ours = json.at("asked").get<std::string>() == harmless(key.asked) &&
                          json.at("about").get<std::string>() == key.domain.toString();
        auto seen = ours ? std::optional(fromJson(json)) : std::nullopt;
        return seen && isBelievable(*seen, key, now) ? seen : std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt; // half written, or of another version: as good as none
    } catch (const UsageError&) {
        return std::nullopt;
    }
}

std::optional<RegistrySeen> readRegistryCache(const RegistryCacheKey& key, std::int64_t now)
{
    const auto text = readKeptFile(registryCacheFile(key), longestFile);
    return text ? parseRegistryCache(*text, key, now) : std::nullopt;
}

std::string writeRegistryCache(const RegistryCacheKey& key, const RegistrySeen& seen)
{
    const auto text = toJson(key, seen).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return replaceKeptFile(registryCacheFile(key), text);
}

} // namespace mpm
