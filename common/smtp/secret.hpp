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

    /// The secret, its UTF-16, and both as they occur in the base64 of a longer text, at any of the three offsets,
    /// in hexadecimal digits, and escaped as in URLs and quoted-printable: what a server that echoes a command could
    /// give away.
    std::vector<std::string> forms() const;

private:
    std::string octets_;
};

/// The lines of one reply with each of the secrets masked: whatever their case, with blanks, NUL and line ends between
/// their characters, and with all of the base64 or hexadecimal word around them. A line in which one of fewer than
/// four characters stands is masked as a whole, since a mask of its size would name it.
std::vector<std::string> concealed(const std::vector<std::string>& lines, const std::vector<std::string>& secrets);

/// The same for a text that was cut off: the beginning of a secret at its end is masked too.
std::string concealedFragment(const std::string& text, const std::vector<std::string>& secrets);

} // namespace mpm
