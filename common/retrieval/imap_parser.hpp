// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/imap_response.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mpm {

constexpr std::size_t longestImapLine = 64UL * 1024;     ///< RFC 2683 section 3.2.1.5 speaks of 8000 octets
constexpr std::size_t mostImapLineOctets = 256UL * 1024; ///< of all lines of one response
constexpr std::uint32_t largestImapLiteral = 3U << 20U;  ///< or what is to be kept of one, where that is more
constexpr std::size_t mostImapLiterals = 64;             ///< of one response
constexpr std::size_t mostImapValues = 20000;
constexpr std::size_t deepestImapList = 20;

/// Makes responses of octets, however these are cut. Strict: lines end with CRLF and hold neither NUL nor a lone CR.
/// Of each literal no more is kept than wanted, the rest is passed over; one that is announced larger than
/// largestImapLiteral is a fault at once, as is whatever else goes beyond the bounds above.
class ImapParser {
public:
    /// `mostLiteral`: how much is kept of each literal.
    explicit ImapParser(std::size_t mostLiteral) : mostLiteral_(mostLiteral) {}

    void feed(std::string_view octets);

    /// The next response that is complete; nothing until more is fed. After a fault there is nothing but that fault.
    std::optional<std::variant<ImapResponse, ImapFault>> next();

    /// What was fed and is not a whole response yet, literals aside; all of it is bounded.
    std::string pending() const;

    /// The same, and forgets it.
    std::string discardPending();

private:
    struct Part {
        std::string line; ///< up to the "{5}" of its literal
        std::string literal;
        std::size_t omitted = 0;
    };
    using Result = std::optional<std::variant<ImapResponse, ImapFault>>;

    bool takeLiteral();
    Result takeLine(std::string_view line);
    Result begin(std::string_view line);
    Result finish();
    Result parseStatus(ImapResponse response, std::string_view text);
    Result fail(std::string sentence, std::string_view line);

    std::size_t mostLiteral_;
    std::string buffer_;
    std::size_t scanned_ = 0;
    std::vector<Part> parts_; ///< of the data response that is on its way
    std::size_t lineOctets_ = 0;
    std::uint32_t literalLeft_ = 0;
    bool inLiteral_ = false;
    std::optional<ImapFault> fault_;
};

} // namespace mpm
