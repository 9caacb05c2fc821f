// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/plugin.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// What to use instead of an option that the plugin does not have, to stand behind the error's sentence: for a habit
/// from another plugin (check_smtp's -P, check_ssl_cert's --rootcert) the option or the check that does it here, else
/// the option spelt most like it: "; did you mean --timeout?". Empty where nothing comes near. `option` is as typed,
/// with its dashes, without a value.
std::string insteadOf(std::string_view option, const PluginDescription& plugin);

} // namespace mpm
