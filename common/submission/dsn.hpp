// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "submission/mailbox.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// What the sender wants to be told of a message's fate (RFC 3461).
struct DsnRequest {
    std::string notify;     ///< "NEVER" or of "SUCCESS,FAILURE,DELAY"; empty: not asked
    std::string returned;   ///< "FULL" or "HDRS"; empty: not asked
    std::string envelopeId; ///< printable ASCII, as the user gave it, 100 characters at most as xtext; empty: none

    /// In upper case but for the envelope ID. Each throws UsageError that quotes the text.
    static std::string parseNotify(std::string_view list);
    static std::string parseReturned(std::string_view word);
    static std::string parseEnvelopeId(std::string_view id);

    /// Whether the server must offer DSN.
    bool isAsked() const { return !notify.empty() || !returned.empty() || !envelopeId.empty(); }

    /// " RET=HDRS ENVID=abc" for MAIL FROM, " NOTIFY=..." with ORCPT for RCPT TO; empty when not asked.
    std::string mailParameters() const;
    std::string rcptParameters(const Mailbox& recipient) const;
};

/// RFC 3461 section 4: printable ASCII without "+" and "=", all else as "+" and two hexadecimal digits.
std::string xtext(std::string_view text);

} // namespace mpm
