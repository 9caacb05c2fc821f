// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mpm::checkMailAuth {

/// Whether 32 octets (RFC 8032 section 5.1.2) are one of the few points of so small an order that signatures for them
/// can be made by anybody.
bool isOfSmallOrder(std::string_view key);

} // namespace mpm::checkMailAuth
