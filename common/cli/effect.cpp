// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/effect.hpp"

#include "check/ascii.hpp"

#include <algorithm>

namespace mpm {
namespace {

std::vector<std::string> dashed(std::string_view names)
{
    auto options = split(names, ' ');
    for (auto& option : options) {
        option.insert(0, "--");
    }
    return options;
}

} // namespace

std::string whyWithoutEffect(const CommandLine& line, std::string_view needs, std::string_view never)
{
    const auto given = [&](const std::string& option) { return line.has(option.substr(2)); };
    const auto wanted = dashed(needs);
    if (!wanted.empty() && std::none_of(wanted.begin(), wanted.end(), given)) {
        return "without " + join(wanted, " or ");
    }
    const auto excluded = dashed(never);
    const auto in = std::find_if(excluded.begin(), excluded.end(), given);
    return in == excluded.end() ? "" : "with " + *in;
}

std::vector<Finding> unusedOptions(const CommandLine& line, const std::vector<OptionSpec>& specs)
{
    std::vector<Finding> findings;
    for (const auto& spec : specs) {
        const auto why = line.has(spec.name) ? whyWithoutEffect(line, spec.needs, spec.never) : "";
        if (!why.empty()) {
            findings.push_back(found(optionUnused, "", "--" + std::string(spec.name) + " has no effect " + why));
        }
    }
    return findings;
}

} // namespace mpm
