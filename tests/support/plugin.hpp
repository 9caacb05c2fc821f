// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/process.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// The plugin that this build made.
inline std::string pluginPath(const std::string& name)
{
    return std::string(PLUGIN_DIR "/") + name;
}

/// Runs that plugin with these arguments.
inline ProcessResult runCheck(const std::string& name, const std::vector<std::string>& arguments,
                              const ProcessOptions& options = {})
{
    std::vector<std::string> argv{pluginPath(name)};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return run(argv, options);
}

/// For what must stand somewhere in an output.
inline bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace mpm::test
