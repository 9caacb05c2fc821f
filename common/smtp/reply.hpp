// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"
#include "smtp/enhanced_code.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpm {

/// What is wrong with the form of a reply whose code is sound.
enum class ReplyAnomaly : std::uint8_t {
    BareLf,       ///< a line ended with LF alone (RFC 5321 section 2.3.8)
    ControlOctet, ///< NUL, CR or another control octet inside the text
    EightBit,     ///< an octet above 127 where SMTPUTF8 was not agreed
    LongLine,     ///< more than 512 octets with CRLF (RFC 5321 section 4.5.3.1.5)
    CodeChanged,  ///< the lines carry different codes (RFC 5321 section 4.2.1); the last one's counts
};

/// How much of a reply's text is quoted on line 1, and below it.
constexpr std::size_t mostReplyOnLine1 = 400;
constexpr std::size_t mostReplyQuoted = 2000;

/// One whole reply of a server (RFC 5321 section 4.2), of one or more lines.
struct Reply {
    int code = 0;                        ///< 100 to 599
    std::vector<PeerText> lines;         ///< the text behind the code, a line each; never empty. Where the code
                                         ///< changes, lines before the last code's begin with theirs
    std::vector<ReplyAnomaly> anomalies; ///< each kind once

    /// 1 to 5.
    int codeClass() const { return code / 100; }

    /// RFC 2034: at the front of the first line that holds one, and of the same class as the code.
    std::optional<EnhancedCode> enhanced() const;

    bool has(ReplyAnomaly anomaly) const;

    /// The text of all lines that have any, " / " between them, without the enhanced code that each may begin with;
    /// safe to print, cut at so many octets.
    std::string text(std::size_t most = mostReplyQuoted) const;

    /// "554 5.3.2 no service here": codes and text, cut as line 1 wants it.
    std::string shown() const;

    /// `554 5.3.2 "no service here"`: as sentences below line 1 quote it; quotation marks in the text are single ones.
    std::string quoted() const;

    /// "554 5.3.2".
    std::string codes() const;
};

} // namespace mpm
