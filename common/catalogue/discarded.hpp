// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/reply.hpp"

namespace mpm {

/// Whether a reply that accepts a message says that nobody will get it: discarded, dropped or quarantined, in one of
/// the known texts of mail filters. A word alone never does: subjects, names and IDs may hold any.
bool saysDiscarded(const Reply& reply);

} // namespace mpm
