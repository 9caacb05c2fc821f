// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mpm {

/// Whether folders of this name are for spam, going by the last part of it behind "/" or ".": "Junk", "Spam", "Junk
/// E-mail", ".Junk", "[Gmail]/Spam"; in any letter case.
bool isJunkName(std::string_view name);

} // namespace mpm
