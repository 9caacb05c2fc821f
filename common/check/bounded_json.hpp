// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string_view>

namespace mpm {

/// How deep honest texts nest, with much to spare: answers of RDAP go to about ten.
constexpr std::size_t deepestJson = 32;

/// Values in all; each costs up to some hundred octets once it is read. IANA's bootstrap file has five thousand.
constexpr std::size_t mostJsonValues = 50000;

/// A text of a stranger's, or one that a stranger may have changed, as JSON (RFC 8259); "discarded" where it is none,
/// or nests deeper or holds more than that.
nlohmann::json parseBounded(std::string_view text);

} // namespace mpm
