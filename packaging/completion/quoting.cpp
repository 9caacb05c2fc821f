// SPDX-License-Identifier: GPL-3.0-or-later
#include "quoting.hpp"

namespace mpm::completion {

std::string replaced(std::string_view text, std::string_view part, std::string_view replacement)
{
    std::string out;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part)) {
        out += text.substr(0, at);
        out += replacement;
        text.remove_prefix(at + part.size());
    }
    return out += text;
}

std::string escaped(std::string_view text, std::string_view signs)
{
    std::string out;
    for (const char c : text) {
        if (signs.find(c) != std::string_view::npos) {
            out += '\\';
        }
        out += c;
    }
    return out;
}

std::string quoted(std::string_view text)
{
    return "'" + replaced(text, "'", "'\\''") + "'";
}

std::string heading(const std::string& plugin, const std::string& shell)
{
    return "# SPDX-License-Identifier: GPL-3.0-or-later\n# Completion of " + plugin + " for " + shell +
           ", made from its option table.\n";
}

} // namespace mpm::completion
