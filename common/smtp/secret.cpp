// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/secret.hpp"

#include "smtp/base64.hpp"

namespace mpm {
namespace {

/// Shorter ones would mask every other word, and tell more by that than they hide.
constexpr std::size_t shortestForm = 3;

} // namespace

std::vector<std::string> Secret::forms() const
{
    std::vector<std::string> result;
    const auto add = [&](std::string form) {
        if (form.size() >= shortestForm) {
            result.push_back(std::move(form));
        }
    };
    add(octets_);
    for (std::size_t offset = 0; offset < 3; ++offset) {
        // Only the digits that hold nothing but bits of the secret.
        const auto digits = encodeBase64(std::string(offset, '\0') + octets_);
        const auto first = (offset * 8 + 5) / 6;
        const auto last = (offset + octets_.size()) * 8 / 6;
        add(last > first ? digits.substr(first, last - first) : std::string());
    }
    return result;
}

std::string concealed(std::string text, const std::vector<std::string>& secrets)
{
    for (const auto& secret : secrets) {
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
            text.replace(at, secret.size(), secretMask);
            at += secretMask.size();
        }
    }
    return text;
}

} // namespace mpm
