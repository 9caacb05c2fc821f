// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/row.hpp"

#include <span>

namespace mpm::catalogue {

/// Words of a reply's text that tell its reason where the codes leave it open; the first row that matches counts.
std::span<const WordRow> reasonWords();

} // namespace mpm::catalogue
