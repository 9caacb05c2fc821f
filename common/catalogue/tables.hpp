// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/enhanced_address.hpp"
#include "catalogue/enhanced_content.hpp"
#include "catalogue/enhanced_security.hpp"
#include "catalogue/enhanced_system.hpp"
#include "catalogue/enhanced_vendor.hpp"
#include "catalogue/replies_permanent.hpp"
#include "catalogue/replies_positive.hpp"
#include "catalogue/replies_transient.hpp"

#include <span>

/// The tables of the reply catalogue, each in a header of its own. Only what searches them includes this.
namespace mpm::catalogue {

inline constexpr std::span<const BasicRow> basicTables[] = {positiveReplies, transientReplies, permanentReplies};

inline constexpr std::span<const EnhancedRow> enhancedTables[] = {addressCodes, systemCodes, contentCodes,
                                                                  securityCodes, vendorCodes};

std::span<const WordRow> tellingWords();

} // namespace mpm::catalogue
