// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/finding.hpp"

#include <utility>

namespace mpm {

std::string Finding::summary() const
{
    const auto& text = headline.empty() ? message : headline;
    return subject.empty() ? text : subject + " " + text;
}

Finding found(const FindingKind& kind, std::string subject, std::string message)
{
    Finding finding;
    finding.id = kind.id;
    finding.status = kind.status;
    finding.subject = std::move(subject);
    finding.message = std::move(message);
    finding.remedy = kind.remedy;
    finding.reference = kind.reference;
    return finding;
}

} // namespace mpm
