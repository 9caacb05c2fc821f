// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpm {

/// What stands wherever a secret would.
constexpr std::string_view secretMask = "****";

/// A password or token. Nothing prints it by accident: whoever wants the octets must say so.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string octets) : octets_(std::move(octets)) {}

    const std::string& reveal() const { return octets_; }
    bool empty() const { return octets_.empty(); }

    /// The secret and its base64 forms as they occur in the base64 of a longer text, at any of the three
    /// offsets: what a server that echoes a command could give away.
    std::vector<std::string> forms() const;

private:
    std::string octets_;
};

/// The text with each of the secrets masked.
std::string concealed(std::string text, const std::vector<std::string>& secrets);

} // namespace mpm
