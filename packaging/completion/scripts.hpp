// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/plugin.hpp"

#include <string>

namespace mpm::completion {

/// A file that bash reads when the plugin's name stands before the cursor at Tab; bash-completion finds it by its name.
std::string bashScript(const PluginDescription& plugin);

/// The same for zsh, an autoloaded function.
std::string zshScript(const PluginDescription& plugin);

/// The same for fish.
std::string fishScript(const PluginDescription& plugin);

} // namespace mpm::completion
