// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mpm {

/// Where in an SMTP dialogue something happened.
enum class Step : std::uint8_t {
    Connect,
    Greeting,
    Ehlo,
    Helo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Message, ///< the reply to the end of the data (RFC 5321 section 4.1.1.4)
    Command, ///< any other command: VRFY, HELP, NOOP, ...
    Quit,
};

/// As an operator names it: "greeting", "EHLO", "RCPT TO", "end of data".
std::string_view toString(Step step);

} // namespace mpm
