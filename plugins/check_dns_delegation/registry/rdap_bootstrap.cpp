// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/ascii.hpp"
#include "check/bounded_json.hpp"
#include "check_dns_delegation/registry/rdap.hpp"

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

} // namespace mpm
