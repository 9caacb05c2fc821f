// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm::completion {

/// The text with `replacement` in every place of `part`, which is not empty.
std::string replaced(std::string_view text, std::string_view part, std::string_view replacement);

/// The text with a backslash before each of these signs.
std::string escaped(std::string_view text, std::string_view signs);

/// The text between single quotes, as bash and zsh read it.
std::string quoted(std::string_view text);

/// The comment that a script of this plugin begins with.
std::string heading(const std::string& plugin, const std::string& shell);

} // namespace mpm::completion
