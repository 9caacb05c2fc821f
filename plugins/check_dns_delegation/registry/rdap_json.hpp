// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Members of RDAP objects (RFC 9083), taken for what they mean where their form is another one than it should be.
namespace mpm {

/// A member, in any case; null where there is none.
const nlohmann::json* memberOf(const nlohmann::json& object, const char* name);

/// The items of an array, also where it is the only member of an object, the values of an object that has nothing but
/// objects in it, or the one value itself; none for
/// null and for what isn't there.
std::vector<const nlohmann::json*> itemsAt(const nlohmann::json& object, const char* name);

/// A text, or the first of an array; empty for all else.
std::string textAt(const nlohmann::json& object, const char* name);

/// A whole number, also as text, up to `most`.
std::optional<unsigned> numberAt(const nlohmann::json& object, const char* name, unsigned most);

/// A truth value, also as text.
std::optional<bool> truthAt(const nlohmann::json& object, const char* name);

} // namespace mpm
