// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "submission/mailbox.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// One field of a message's header: its name, and its body unfolded and not yet encoded.
struct HeaderField {
    std::string name;
    std::string body;
    bool isAddresses = false; ///< mail addresses, which no encoding may touch

    /// From `Name: value`. Throws UsageError that quotes the text when the name is no field name (RFC 5322
    /// section 2.2), or when anything holds a line end or another control character.
    static HeaderField parse(std::string_view text);
};

/// What a test message is made of.
struct MessageDraft {
    Mailbox from;
    std::vector<Mailbox> to;
    std::string subject;
    std::string body;                ///< lines with any line end, UTF-8
    std::vector<HeaderField> fields; ///< the user's own; each takes the place of the default of its name
    std::string clientName;          ///< this machine's, for Message-ID and for From: of a null sender
    std::string token;               ///< names the run: letters and digits
    std::chrono::sys_seconds date{};
};

/// A whole message (RFC 5322) with CRLF line ends and nothing stuffed: Date, From, To, Message-ID, Subject,
/// Auto-Submitted (RFC 3834), X-Monitoring-Token and the body. Text beyond ASCII is encoded (RFC 2045, 2047), so
/// that every server can take it; only addresses with such a local part are left as UTF-8 (RFC 6532). Header lines are
/// folded at 78 characters where a blank allows it; a body with a line beyond 998 (RFC 5322 section 2.1.1) goes
/// quoted-printable.
std::string compose(const MessageDraft& draft);

/// The same lines with CRLF at the end of each, the last one included; bare CR and bare LF end a line too.
std::string withCrlf(std::string_view text);

/// With a dot before each line that begins with one (RFC 5321 section 4.5.2), without the line that ends the data.
/// Lines end with CRLF.
std::string dotStuffed(std::string_view lines);

} // namespace mpm
