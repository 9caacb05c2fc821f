// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/enhanced_code.hpp"
#include "smtp/step.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// How much of a pasted text is looked at, and how many replies are taken out of it.
constexpr std::size_t mostPastedOctets = 256UL * 1024;
constexpr std::size_t mostPastedReplies = 1000;

/// A reply that a log line or a bounce quotes. All strings are as they were found: never for output as they are.
struct PastedReply {
    std::optional<int> code = {}; ///< 100 to 599
    std::optional<EnhancedCode> enhanced = {};
    std::string text = {};         ///< of all lines, without the codes that each began with; at most 2,000 octets
    std::optional<Step> step = {}; ///< that the text names: "in reply to RCPT TO"
    std::string host = {};         ///< that said so, a name or else an address; empty where nobody says
    std::vector<std::string> recipients = {}; ///< addresses that the reply is about, at most 20
    bool isImplied = false; ///< nobody wrote these codes: they are what the words mean, "Connection refused"

    bool operator==(const PastedReply&) const = default;
};

/// What was read.
struct PastedText {
    std::vector<PastedReply>
        replies;          ///< refusals before successes, in the order of the text; at most `mostPastedReplies`
    bool tooLong = false; ///< there was more text than `mostPastedOctets`
    bool isEnd = false;   ///< and its end was read, as that of a log is
    bool tooMany = false; ///< there were more replies
};

/// Finds the replies in whatever is pasted: codes alone, a reply, log lines of mail servers, a bounce with its header
/// (RFC 3464 or free text; quoted-printable, base64 and HTML parts; forwarded as an attachment) or without, the checks'
/// own output; in UTF-8, UTF-16 or Windows-1252. What the machine-readable part of a bounce says goes before the same
/// in its free text; the returned message is not looked into. Of a log that is too long the end is read, of any other
/// text the beginning. Never fails: there may be no reply.
PastedText readPasted(std::string_view pasted);

/// Whether the end of a text that begins so is read where it is too long.
bool isReadFromEnd(std::string_view pasted);

} // namespace mpm
