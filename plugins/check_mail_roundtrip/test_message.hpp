// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "received/date.hpp"
#include "submission/mailbox.hpp"
#include "submission/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailRoundtrip {

/// The fields by which own messages are found, and their age is known.
constexpr std::string_view ownerField = "X-Monitoring-Check";
constexpr std::string_view tokenField = "X-Monitoring-Token";
constexpr std::string_view timeField = "X-Monitoring-Time";

/// What the messages of a check have in common.
struct MessagePlan {
    Mailbox from;
    std::vector<Mailbox> to;
    std::string subject;
    std::string body;                ///< the user's own text, may be empty
    std::vector<HeaderField> fields; ///< the user's own; those that the check needs itself win
    std::string clientName;
    std::size_t size = 0;       ///< the octets that a message has at least; it is padded up to them
    bool asksForAnswer = false; ///< an automatic one, so it does not call itself automatic (RFC 3834 section 2)
};

/// Whether the check makes this field of its message itself. In whatever letter case.
bool isNeededHere(std::string_view field);

/// A whole message with CRLF line ends and nothing stuffed, the same for the same plan, token, owner and time. It holds
/// what is damaged on the way, in parts of their own: as plain lines such as begin with dots or "From ", or end with
/// blanks; encoded a long line and text beyond ASCII; and the padding.
std::string composeMessage(const MessagePlan& plan, const std::string& token, const std::string& owner, MailTime begun);

/// "2026-11-22T12:00:00.123456Z" (RFC 3339), and such a text read; nothing for any other.
std::string toText(MailTime time);
std::optional<MailTime> timeFromText(std::string_view text);

} // namespace mpm::checkMailRoundtrip
