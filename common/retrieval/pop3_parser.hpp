// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mpm {

constexpr std::size_t longestPop3Line = 64UL * 1024;   ///< of a message; RFC 2822 section 2.1.1 allows 998
constexpr std::size_t longestPop3Status = 16UL * 1024; ///< RFC 2449 section 4 allows 512, challenges are longer

/// A reply of a server (RFC 1939 section 3).
struct Pop3Reply {
    enum class Kind : std::uint8_t { Ok, Err, Challenge };
    Kind kind = Kind::Ok;
    PeerText text;           ///< behind "+OK ", "-ERR " or "+ "
    std::string lines;       ///< of a multi-line one, each with CRLF, doubled dots undone; as much as was wanted
    std::size_t omitted = 0; ///< octets that were not kept
};

/// Why the octets are no reply.
struct Pop3Fault {
    std::string sentence; ///< safe to print, holds octets of the peer's
    PeerText line;        ///< the beginning of what is wrong
};

/// Makes replies of octets, however these are cut. Lines end with LF, with or without CR: a bare LF is the message's
/// own.
class Pop3Parser {
public:
    enum class Form : std::uint8_t { Line, Lines };

    /// What the next reply is, where it is +OK, and how much of its lines is kept.
    void expect(Form form, std::size_t most);

    void feed(std::string_view octets);

    /// The next reply; nothing until more is fed. After a fault there is nothing but that fault.
    std::optional<std::variant<Pop3Reply, Pop3Fault>> next();

    /// What was fed and belongs to no whole reply yet, the lines of a message aside.
    const std::string& pending() const { return buffer_; }
    std::string discardPending();

private:
    using Result = std::optional<std::variant<Pop3Reply, Pop3Fault>>;

    Result takeStatus(std::string_view line);
    void takeLine(std::string_view line);
    Result fail(std::string sentence, std::string_view line);

    std::string buffer_;
    std::size_t scanned_ = 0;
    Form form_ = Form::Line;
    std::size_t most_ = 0;
    std::optional<Pop3Reply> begun_; ///< whose lines are on their way
    std::optional<Pop3Fault> fault_;
};

} // namespace mpm
