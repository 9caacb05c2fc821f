// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "tls/dane.hpp"

#include <string>
#include <vector>

namespace mpm {

/// Every TLSA record: matching or not, usable or not, and whether the set is ready for the next key.
std::vector<Finding> judgeDane(const DaneFacts& facts, const std::string& subject);

} // namespace mpm
