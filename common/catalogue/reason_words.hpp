// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/row.hpp"

#include <span>

namespace mpm::catalogue {

/// Words of well-known servers and providers, by topic, that tell a reply's reason where its codes leave it open.
/// lookup.hpp says which row counts.
std::span<const std::span<const WordRow>> reasonWords();

} // namespace mpm::catalogue
