// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/rdap_json.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"

#include <algorithm>

namespace mpm {

using Json = nlohmann::json;

const Json* memberOf(const Json& object, const char* name)
{
    if (!object.is_object()) {
        return nullptr;
    }
    auto found = object.find(name);
    for (auto it = object.begin(); found == object.end() && it != object.end(); ++it) {
        found = equalIgnoringCase(it.key(), name) ? it : found;
    }
    return found != object.end() && !found->is_null() ? &*found : nullptr;
}

std::vector<const Json*> itemsAt(const Json& object, const char* name)
{
    const auto* member = memberOf(object, name);
    if (member == nullptr) {
        return {};
    }
    if (member->is_object() && member->size() == 1 && member->front().is_array()) {
        member = &member->front();
    }
    const auto isObject = [](const Json& item) { return item.is_object(); };
    const bool keyed = member->is_object() && !member->empty() && std::all_of(member->begin(), member->end(), isObject);
    if (!member->is_array() && !keyed) {
        return {member};
    }
    std::vector<const Json*> items;
    for (const auto& item : *member) {
        items.push_back(&item);
    }
    return items;
}

std::string textAt(const Json& object, const char* name)
{
    const auto* member = memberOf(object, name);
    if (member != nullptr && member->is_array() && !member->empty()) {
        member = &member->front();
    }
    return member != nullptr && member->is_string() ? std::string(trim(member->get_ref<const std::string&>())) : "";
}

std::optional<unsigned> numberAt(const Json& object, const char* name, unsigned most)
{
    const auto* member = memberOf(object, name);
    if (member == nullptr) {
        return std::nullopt;
    }
    const auto number = member->is_number_unsigned() ? std::optional(member->get<std::uint64_t>())
                                                     : parseWhole<std::uint64_t>(textAt(object, name));
    return number && *number <= most ? std::optional(static_cast<unsigned>(*number)) : std::nullopt;
}

std::optional<bool> truthAt(const Json& object, const char* name)
{
    const auto* member = memberOf(object, name);
    if (member != nullptr && member->is_boolean()) {
        return member->get<bool>();
    }
    const auto text = toLower(textAt(object, name));
    return text == "true" ? std::optional(true) : text == "false" ? std::optional(false) : std::nullopt;
}

} // namespace mpm
