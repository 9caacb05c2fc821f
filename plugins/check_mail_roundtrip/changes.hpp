// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_roundtrip/expected.hpp"
#include "check_mail_roundtrip/line_changes.hpp"

#include <vector>

namespace mpm::checkMailRoundtrip {

/// How a message that came differs from the one that was sent; nothing where it is whole. How it was encoded on the way
/// does not matter, nor do the fields of its header but for the subject.
std::vector<Change> changesOf(const Expected& sent, const Expected& came);

} // namespace mpm::checkMailRoundtrip
