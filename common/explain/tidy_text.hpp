// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace mpm::pasted {

/// How much of a reply's text is kept.
constexpr std::size_t longestText = 2000;

/// The text of a reply without blanks around it, without a bracket at its end that was opened before, and without what
/// divides it from what follows; at most `longestText`.
std::string_view tidy(std::string_view text);

} // namespace mpm::pasted
