// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/reply.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {

std::optional<EnhancedCode> Reply::enhanced() const
{
    const auto candidate = lines.empty() ? std::nullopt : EnhancedCode::atFrontOf(lines.front().raw());
    return candidate && candidate->status == codeClass() ? candidate : std::nullopt;
}

bool Reply::has(ReplyAnomaly anomaly) const
{
    return std::find(anomalies.begin(), anomalies.end(), anomaly) != anomalies.end();
}

std::string Reply::text() const
{
    if (lines.empty()) {
        return {};
    }
    std::string_view raw = lines.front().raw();
    if (const auto enhancedCode = enhanced()) {
        raw.remove_prefix(enhancedCode->toString().size());
    }
    return harmless(trim(raw));
}

std::string Reply::shown() const
{
    const auto front = lines.empty() ? std::string() : std::string(trim(lines.front().shown()));
    return front.empty() ? std::to_string(code) : std::to_string(code) + " " + front;
}

std::string Reply::quoted() const
{
    auto result = std::to_string(code);
    if (const auto enhancedCode = enhanced()) {
        result += " " + enhancedCode->toString();
    }
    const auto words = text();
    return words.empty() ? result : result + " \"" + words + "\"";
}

} // namespace mpm
