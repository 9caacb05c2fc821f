// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// One value of a response (RFC 3501 section 4).
struct ImapValue {
    enum class Kind : std::uint8_t {
        Nil,
        Atom,   ///< numbers, flags and "BODY[HEADER]<0>" among them
        String, ///< quoted, or a literal
        List,   ///< in parentheses
    };
    Kind kind = Kind::Nil;
    std::string text;             ///< of an atom or string
    std::size_t omitted = 0;      ///< so many octets more had the literal than were kept
    std::vector<ImapValue> items; ///< of a list

    bool isList() const { return kind == Kind::List; }

    /// Whether it is this atom, in any letter case.
    bool isAtom(std::string_view name) const;

    /// Of an atom that is a number and no more.
    std::optional<std::uint32_t> number() const;
};

/// One response of a server, taken apart (RFC 3501 section 7).
struct ImapResponse {
    enum class Kind : std::uint8_t { Untagged, Tagged, Continuation };
    Kind kind = Kind::Untagged;
    std::string tag;                     ///< of a tagged one
    std::optional<std::uint32_t> number; ///< of "* 23 EXISTS": 23
    std::string name;                    ///< "OK", "SEARCH", "FETCH", in capitals; empty for a continuation
    std::string code;                    ///< of OK and its kin, "UIDVALIDITY" in capitals; empty without one
    std::string codeText;                ///< what follows the code's name within the brackets
    PeerText text;                       ///< of OK and its kin, and of a continuation: what is for people
    std::vector<ImapValue> values;       ///< of all others
    std::string line;                    ///< as it came, a literal as "{5}" alone; for transcripts

    /// OK, NO, BAD, BYE or PREAUTH.
    bool isStatus() const;
};

/// Why the octets are no responses. Nothing more is read then.
struct ImapFault {
    std::string sentence; ///< safe to print, holds octets of the peer's
    PeerText line;        ///< the beginning of what is wrong
};

} // namespace mpm
