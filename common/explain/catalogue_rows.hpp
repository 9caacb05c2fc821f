// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explain_reply.hpp"

#include <optional>
#include <string>

/// Rows of the catalogue as lines of a table.
namespace mpm {

/// "5.1.1"; "X.1.1" where the class is open.
std::string codeOf(const catalogue::EnhancedKey& key);

/// What the row says at this step; nothing where it has no cause there. Without a step: the row as a whole. Its status
/// is 0 where the class is open.
std::optional<Explanation> explainRow(const catalogue::BasicRow& row, std::optional<Step> step = {});
std::optional<Explanation> explainRow(const catalogue::EnhancedRow& row, std::optional<Step> step = {});

} // namespace mpm
