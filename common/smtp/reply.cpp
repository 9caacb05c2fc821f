// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/reply.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {

std::optional<EnhancedCode> Reply::enhanced() const
{
    for (const auto& line : lines) {
        const auto candidate = EnhancedCode::atFrontOf(trim(line.raw()));
        if (candidate && candidate->status == codeClass()) {
            return candidate;
        }
    }
    return std::nullopt;
}

bool Reply::has(ReplyAnomaly anomaly) const
{
    return std::find(anomalies.begin(), anomalies.end(), anomaly) != anomalies.end();
}

std::string Reply::text(std::size_t most) const
{
    const auto enhancedCode = enhanced();
    std::vector<std::string> parts;
    for (const auto& line : lines) {
        auto raw = trim(line.raw());
        if (enhancedCode && EnhancedCode::atFrontOf(raw) == enhancedCode) {
            raw = trim(raw.substr(enhancedCode->toString().size()));
        }
        if (!raw.empty()) {
            parts.emplace_back(raw);
        }
    }
    return harmless(join(parts, " / "), most);
}

std::string Reply::shown() const
{
    const auto words = text(mostReplyOnLine1);
    return codes() + (words.empty() ? "" : " " + words);
}

std::string Reply::quoted() const
{
    auto words = text();
    std::replace(words.begin(), words.end(), '"', '\''); // a stranger's text is not to end its own quotation
    return codes() + (words.empty() ? "" : " \"" + words + "\"");
}

std::string Reply::codes() const
{
    const auto enhancedCode = enhanced();
    return std::to_string(code) + (enhancedCode ? " " + enhancedCode->toString() : "");
}

} // namespace mpm
