// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm::pasted {

/// HTML as plain text: a line for each block, without tags, scripts and styles; the usual entities are read.
/// Never longer than the text.
std::string withoutMarkup(std::string_view html);

} // namespace mpm::pasted
