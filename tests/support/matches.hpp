// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

namespace mpm::test {

/// Every first group of the pattern (ECMAScript's syntax) in the text.
std::set<std::string> matches(const std::string& text, const std::string& pattern);

} // namespace mpm::test
