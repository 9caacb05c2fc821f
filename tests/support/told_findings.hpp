// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// The findings that the text below line 1 names, in order, with the first letter of their status: "ns-lame W".
inline std::vector<std::string> findingsIn(const ProcessResult& result)
{
    std::vector<std::string> findings;
    for (const auto& line : result.lines()) {
        if (line.front() == '[') {
            const auto id = line.find("] ") + 2;
            findings.push_back(line.substr(id, line.find(' ', id) - id) + " " + line[1]);
        }
    }
    return findings;
}

/// Whatever was looked at: no signal, nothing on stderr, nothing harmful, line 1 and perfdata as the guidelines have
/// them, which are returned.
inline PluginOutput checkSafe(const ProcessResult& result)
{
    static const std::vector<std::string> statuses{"OK", "WARNING", "CRITICAL", "UNKNOWN"};
    CHECK(result.signal == 0);
    CHECK(result.err.empty());
    CHECK(harmIn(result.out).empty());
    PluginOutput output;
    REQUIRE_NOTHROW(output = readAsGuidelines(result.out));
    CHECK(output.status == statuses.at(static_cast<std::size_t>(result.exitStatus)));
    return output;
}

} // namespace mpm::test
