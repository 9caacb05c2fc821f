// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/classes.hpp"
#include "catalogue/enhanced_address.hpp"
#include "catalogue/enhanced_content.hpp"
#include "catalogue/enhanced_security.hpp"
#include "catalogue/enhanced_system.hpp"
#include "catalogue/enhanced_vendor.hpp"
#include "catalogue/replies_permanent.hpp"
#include "catalogue/replies_positive.hpp"
#include "catalogue/replies_transient.hpp"
#include "catalogue/words_client.hpp"
#include "catalogue/words_content.hpp"
#include "catalogue/words_recipient.hpp"
#include "catalogue/words_sender.hpp"
#include "catalogue/words_server.hpp"
#include "catalogue/words_session.hpp"

#include <cstddef>
#include <span>

/// The tables of the reply catalogue as they are written, each in a header of its own. Only what packs them includes
/// this; rows.hpp is for everybody else.
namespace mpm::catalogue::source {

inline constexpr std::span<const BasicRow> basicTables[] = {positiveReplies, transientReplies, permanentReplies};

inline constexpr std::span<const EnhancedRow> enhancedTables[] = {addressCodes, systemCodes, contentCodes,
                                                                  securityCodes, vendorCodes};

inline constexpr std::span<const WordRow> wordTables[] = {recipientWords, clientWords,  senderWords,
                                                          sessionWords,   contentWords, serverWords};

constexpr bool clash(const BasicRow& a, const BasicRow& b)
{
    return a.code == b.code;
}

constexpr bool clash(const EnhancedRow& a, const EnhancedRow& b)
{
    return a.key.clashesWith(b.key);
}

/// How many rows of all tables are about the same code as this one, itself included.
template <typename Row>
constexpr std::size_t uses(std::span<const std::span<const Row>> tables, const Row& row)
{
    std::size_t count = 0;
    for (const auto& table : tables) {
        for (const auto& other : table) {
            count += clash(row, other) ? 1 : 0;
        }
    }
    return count;
}

/// Whether two rows, of one table or of two, are about the same code. (Addresses of rows can't be compared at compile
/// time where sanitizers look on.)
template <typename Row>
constexpr bool anyClash(std::span<const std::span<const Row>> tables)
{
    for (const auto& table : tables) {
        for (const auto& row : table) {
            if (uses(tables, row) != 1) {
                return true;
            }
        }
    }
    return false;
}

static_assert(!anyClash<BasicRow>(basicTables), "a basic code stands twice in the catalogue");
static_assert(!anyClash<EnhancedRow>(enhancedTables), "an enhanced code stands twice in the catalogue");

} // namespace mpm::catalogue::source
