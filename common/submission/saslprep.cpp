// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/saslprep.hpp"

#include <algorithm>

namespace mpm {

bool isLeftBySaslprep(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace mpm
