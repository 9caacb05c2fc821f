// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/plugin.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace mpm::test {

/// The names of the plugins that this build made. Throws std::runtime_error when there are none.
inline std::vector<std::string> builtPlugins()
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(PLUGIN_DIR)) {
        if (const auto name = entry.path().filename().string(); name.starts_with("check_")) {
            names.push_back(name);
        }
    }
    if (names.empty()) {
        throw std::runtime_error("no plugin in " PLUGIN_DIR);
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// What --help shows of a plugin.
struct PluginHelp {
    std::set<std::string> options; ///< with letter and argument: "-p, --port N", "--rdns"
    std::set<std::string> metrics;

    /// Only their long names: "--port".
    std::set<std::string> longNames() const
    {
        std::set<std::string> names;
        for (const auto& option : options) {
            const auto start = option.find("--");
            names.insert(option.substr(start, option.find_first_of(" [=", start) - start));
        }
        return names;
    }
};

/// What is in `all` and not in `some`, for messages that name the culprit only.
inline std::set<std::string> without(const std::set<std::string>& all, const std::set<std::string>& some)
{
    std::set<std::string> rest;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(rest, rest.end()));
    return rest;
}

inline PluginHelp helpOf(const std::string& plugin)
{
    PluginHelp help;
    bool metrics = false;
    for (const auto& line : runCheck(plugin, {"--help"}).lines()) {
        metrics = line.empty() ? false : metrics || line.starts_with("Metrics");
        const auto start = line.find_first_not_of(' ');
        if (start == std::string::npos || start < 2 || (start > 2 && line[start] != '-')) {
            continue; // an explanation, or no option at all
        }
        if (line[start] == '-' && (start == 2 || start == 6)) {
            help.options.insert(line.substr(start));
        } else if (metrics && start == 2) {
            help.metrics.insert(line.substr(start));
        }
    }
    return help;
}

} // namespace mpm::test
