// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// An http or https URL without user or fragment, all in printable ASCII.
struct Url {
    bool secure = false;
    std::string host; ///< a name or an address without brackets
    std::uint16_t port = 80;
    std::string path = "/"; ///< with the query

    /// Nothing for any other text.
    static std::optional<Url> parse(std::string_view text);

    /// What a Location header within this page means (RFC 3986 section 5.2, without `..`).
    std::optional<Url> resolve(std::string_view location) const;

    /// The Host header: a literal IPv6 address in brackets, the port where it is not the usual one.
    std::string authority() const;
    std::string toString() const;
};

} // namespace mpm
