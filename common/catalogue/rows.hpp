// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/row.hpp"

#include <span>

/// All rows of the reply catalogue, packed: in the order of their tables.
namespace mpm::catalogue {

std::span<const BasicRow> basicRows();
std::span<const EnhancedRow> enhancedRows();
std::span<const ClassRow> classRows();       ///< of the first digits 1 to 5
std::span<const CategoryRow> categoryRows(); ///< of the second digit of basic codes
std::span<const CategoryRow> subjectRows();  ///< of enhanced codes

/// Words of well-known servers and providers, by topic, that tell a reply's reason where its codes leave it open.
/// lookup.hpp says which row counts.
std::span<const WordRow> wordRows();

} // namespace mpm::catalogue
