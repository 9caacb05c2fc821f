// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/redundancy.hpp"

#include <algorithm>
#include <string>

namespace mpm {
namespace {

std::string whatRemains(std::size_t working, std::size_t all, std::string_view noun)
{
    return "; " + std::to_string(working) + " of " + std::to_string(all) + " " + std::string(noun) +
           (working == 1 ? " works" : " work");
}

} // namespace

void degrade(Finding& finding)
{
    const bool grave = finding.status == Status::Critical || finding.status == Status::Unknown;
    if (grave || finding.id == "timed-out") {
        finding.status = Status::Warning;
    }
}

std::vector<Finding> judgeRedundancy(std::vector<RedundantPart> parts, std::string_view noun)
{
    const auto working = static_cast<std::size_t>(
        std::count_if(parts.begin(), parts.end(), [](const RedundantPart& part) { return part.works; }));
    std::vector<Finding> all;
    for (auto& part : parts) {
        for (auto& finding : part.findings) {
            if (!part.works && working > 0) {
                degrade(finding);
            }
            if (!part.works && parts.size() > 1) {
                auto& headline = finding.headline.empty() ? finding.headline = finding.message : finding.headline;
                headline += whatRemains(working, parts.size(), noun);
            }
            all.push_back(std::move(finding));
        }
    }
    return all;
}

} // namespace mpm
