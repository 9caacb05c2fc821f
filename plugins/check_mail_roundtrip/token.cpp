// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/token.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check_mail_roundtrip/fingerprint.hpp"

#include <algorithm>
#include <stdexcept>

namespace mpm::checkMailRoundtrip {
namespace {

constexpr std::size_t tokenDigits = 2 * tokenOctets;

} // namespace

std::string makeToken(std::string_view octets)
{
    if (octets.size() != tokenOctets) {
        throw std::invalid_argument("a token is made from " + std::to_string(tokenOctets) + " octets");
    }
    return toHex(octets);
}

std::string makeOwner(const std::vector<std::string>& identity)
{
    Fingerprint fingerprint;
    for (const auto& part : identity) {
        fingerprint.add(part);
    }
    return fingerprint.toString();
}

bool isToken(std::string_view text)
{
    return text.size() == tokenDigits &&
           std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
}

std::string localPartOf(std::string_view token, std::string_view owner)
{
    return std::string(token) + "." + std::string(owner);
}

std::optional<std::string> tokenIn(std::string_view text, std::string_view owner)
{
    if (owner.empty()) {
        return std::nullopt;
    }
    const auto behind = "." + std::string(owner) + "@";
    for (auto at = text.find(behind); at != std::string_view::npos; at = text.find(behind, at + 1)) {
        const auto token = text.substr(at < tokenDigits ? at : at - tokenDigits, at < tokenDigits ? 0 : tokenDigits);
        if (isToken(token)) {
            return std::string(token);
        }
    }
    return std::nullopt;
}

} // namespace mpm::checkMailRoundtrip
