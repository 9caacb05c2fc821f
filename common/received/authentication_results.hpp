// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// What is read of one field.
constexpr std::size_t mostAuthResults = 100;
constexpr std::size_t mostAuthProperties = 30;

/// What a result is about: "header.d=example.org".
struct AuthProperty {
    std::string type; ///< "smtp", "header", "body", "policy", in small letters as `name` is
    std::string name;
    std::string value;
};

/// One method's result: "dkim=pass header.d=example.org". Never for output as it is.
struct AuthResult {
    std::string method; ///< in small letters, as `result` is; without a version
    std::string result;
    std::string reason;
    std::vector<AuthProperty> properties;

    /// The first property's value; empty without.
    std::string_view value(std::string_view type, std::string_view name) const;
};

/// An Authentication-Results field (RFC 8601 section 2.2).
struct AuthenticationResults {
    std::string authservId; ///< who says so
    std::vector<AuthResult> results;

    /// Nothing where the field names nobody, or is of a version other than 1. A result that can't be read is left out.
    static std::optional<AuthenticationResults> parse(std::string_view body);
};

} // namespace mpm
