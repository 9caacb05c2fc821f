// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/saslprep.hpp"

#include <algorithm>

namespace mpm {

std::optional<std::string> saslPrepared(std::string_view text)
{
    const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
    return text.empty() || !printable ? std::nullopt : std::optional(std::string(text));
}

} // namespace mpm
