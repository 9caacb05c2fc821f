// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/reply.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mpm {

/// What came can't be read as a reply at all; no later octet can mend it.
struct ReplyFault {
    enum class Kind : std::uint8_t {
        NotSmtp, ///< a line that doesn't begin with a reply code
        TooLong, ///< more octets or lines in one reply than `longestReply`, `mostReplyLines`, or in all than allowed
    };
    Kind kind = Kind::NotSmtp;
    std::string sentence; ///< "\"SSH-2.0-OpenSSH\" is no SMTP reply", safe to print
    PeerText line;        ///< the first 1024 octets of the line at fault
};

constexpr std::size_t longestReply = 64UL * 1024;
constexpr std::size_t mostReplyLines = 512;

/// All that one server says, where it is one of few.
constexpr std::size_t mostSaidByOne = 1UL << 20U;

/// Reads replies from a stream of octets that arrives in pieces of any size (RFC 5321 section 4.2).
/// Lenient where no harm can come of it (noted as anomalies), strict where the meaning is at stake.
class ReplyParser {
public:
    /// `most`: octets in all replies.
    explicit ReplyParser(std::size_t most = mostSaidByOne) : most_(most) {}

    /// Takes what was received. Octets after a complete reply wait for the next call of `next`.
    void feed(std::string_view octets);

    /// The next complete reply, or a fault (from then on always the same one), or nothing yet.
    std::optional<std::variant<Reply, ReplyFault>> next();

    /// What waits behind the last reply that `next` gave, if anything: also the lines of a reply that
    /// is not complete yet.
    std::string_view pending() const { return buffer_; }

    /// Forgets what waits, as RFC 3207 section 4.2 demands at STARTTLS; returns it.
    std::string discardPending();

private:
    std::optional<std::variant<Reply, ReplyFault>> takeLine(std::size_t lineEnd);
    std::optional<std::variant<Reply, ReplyFault>> fail(ReplyFault::Kind kind, std::string_view line,
                                                        std::string sentence);
    void note(ReplyAnomaly anomaly);
    void changeCode(int code);

    std::size_t most_;
    std::size_t taken_ = 0;     ///< octets of the replies so far
    std::string buffer_;        ///< everything since the last complete reply
    std::size_t lineStart_ = 0; ///< octets of the buffer whose lines `reply_` holds
    std::size_t scanned_ = 0;   ///< octets of the buffer known to hold no line end to come
    Reply reply_;               ///< the lines of a reply that is not complete yet
    std::size_t coded_ = 0;     ///< how many of them begin with a code of their own
    std::optional<ReplyFault> fault_;
};

} // namespace mpm
