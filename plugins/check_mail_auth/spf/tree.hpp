// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/spf/select.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mpm::checkMailAuth {

/// What a term costs where nothing matches before it: its own look-up and those of the record that it leads to.
struct SpfTermCost {
    std::string domain; ///< in whose record it stands
    std::string term;   ///< safe to print
    unsigned lookups = 0;
    unsigned voids = 0; ///< those of them that find nothing (RFC 7208 section 4.6.4)
    unsigned depth = 0; ///< 0: in the domain's own record
};

/// Something in the tree that makes receivers give up.
struct SpfTrouble {
    enum class Kind : std::uint8_t {
        Several,  ///< several records at `domain`
        Broken,   ///< a record that can't be read
        NoRecord, ///< include or redirect leads to a domain without a record
        Loop,
        TooManyMx,
        Failed, ///< the DNS did not say: `selection.answer` or `answer`
    };
    Kind kind = Kind::Broken;
    std::string domain;   ///< where it is; safe to print
    std::string sentence; ///< safe to print
    const DnsAnswer* answer = nullptr;
    unsigned depth = 0;
};

/// A domain's record with all that it includes and redirects to.
struct SpfTree {
    SpfSelection own;
    unsigned lookups = 0; ///< that evaluating takes where nothing matches
    unsigned voids = 0;
    bool complete = true;           ///< false: something could not be asked, so that there may be more
    std::vector<SpfTermCost> terms; ///< those that ask, each domain's once, in the order of the walk
    std::vector<std::string> voidTerms;
    std::vector<SpfTrouble> troubles;
};

/// So many includes and redirects behind each other are followed. Receivers give up after ten, and every one takes a
/// round of questions, so that an endless chain would cost all of the time.
constexpr unsigned mostSpfDepth = 15;

/// Look-ups are counted up to this: more is too many, whatever the number, which includes that name others twice would
/// drive to any height.
constexpr unsigned mostCounted = 9999;

/// Walks over includes and redirects, each domain once; what depends on the sender counts as itself and is not
/// followed.
SpfTree walkSpf(const DnsName& domain, SpfRecords& records);

} // namespace mpm::checkMailAuth
