// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/row.hpp"

#include <span>

/// The tables of the reply catalogue, each in a file of its own. No code is in two rows of one kind.
namespace mpm::catalogue {

std::span<const BasicRow> positiveReplies();  ///< 1yz to 3yz
std::span<const BasicRow> transientReplies(); ///< 4yz
std::span<const BasicRow> permanentReplies(); ///< 5yz

std::span<const EnhancedRow> addressCodes();  ///< X.0.z to X.2.z: address and mailbox
std::span<const EnhancedRow> systemCodes();   ///< X.3.z to X.5.z: mail system, network, protocol
std::span<const EnhancedRow> contentCodes();  ///< X.6.z
std::span<const EnhancedRow> securityCodes(); ///< X.7.z as registered with IANA
std::span<const EnhancedRow> vendorCodes();   ///< what large providers use and no registry knows

std::span<const ClassRow> classes();       ///< 1 to 5
std::span<const CategoryRow> categories(); ///< the second digit of basic codes, 0 to 5
std::span<const CategoryRow> subjects();   ///< of enhanced codes, 0 to 7

std::span<const WordRow> tellingWords();

/// Basic codes that servers give for almost any reason: an enhanced code of whatever detail says more.
std::span<const int> wideReplies();

/// Details of enhanced codes, as subject and detail, that servers give for almost any reason: words in
/// the text, and a basic code that is not wide, say more. The details X.y.0 are such without being listed.
struct WideDetail {
    int subject;
    int detail;
};
std::span<const WideDetail> wideDetails();

} // namespace mpm::catalogue
