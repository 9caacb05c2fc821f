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

constexpr bool clash(const BasicRow& a, const BasicRow& b)
{
    return a.code == b.code;
}

constexpr bool clash(const EnhancedRow& a, const EnhancedRow& b)
{
    return a.key.clashesWith(b.key);
}

/// Whether two rows, of one table or of two, are about the same code.
template <typename Row>
constexpr bool anyClash(std::span<const std::span<const Row>> tables)
{
    for (const auto& table : tables) {
        for (const auto& row : table) {
            for (const auto& others : tables) {
                for (const auto& other : others) {
                    if (&row != &other && clash(row, other)) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

static_assert(!anyClash<BasicRow>(basicTables), "a basic code stands twice in the catalogue");
static_assert(!anyClash<EnhancedRow>(enhancedTables), "an enhanced code stands twice in the catalogue");

} // namespace mpm::catalogue
