// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/facts.hpp"

#include <algorithm>

namespace mpm {

bool beginsTlsRecord(std::string_view octets)
{
    return !octets.empty() && octets.front() >= 0x14 && octets.front() <= 0x17;
}

std::vector<const Certificate*> TlsFacts::reliedOn() const
{
    // A certificate that was sent but that no path needs (an old cross-signed root, say) harms nobody.
    std::vector<const Certificate*> relied;
    for (const auto& certificate : problems.empty() && !path.empty() ? path : chain) {
        relied.push_back(&certificate);
    }
    return relied;
}

const Certificate* TlsFacts::firstToExpire() const
{
    const auto relied = reliedOn();
    const auto first = std::min_element(relied.begin(), relied.end(), [](const Certificate* a, const Certificate* b) {
        return a->notAfter < b->notAfter;
    });
    return first == relied.end() ? nullptr : *first;
}

std::optional<long> TlsFacts::leastDaysLeft() const
{
    const auto* first = firstToExpire();
    return first == nullptr ? std::nullopt : std::optional(daysLeft(*first, at));
}

bool TlsFacts::has(VerifyProblem::Kind kind) const
{
    return std::any_of(problems.begin(), problems.end(),
                       [kind](const VerifyProblem& problem) { return problem.kind == kind; });
}

} // namespace mpm
