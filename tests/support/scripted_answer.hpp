// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scripted_internet.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::test {

/// What a server with these zones and quirks answers to a question; nothing for silence.
std::optional<std::string> scriptedAnswer(const std::vector<const ZoneData*>& zones, const Quirks& quirks,
                                          std::string_view query, bool overTcp);

} // namespace mpm::test
