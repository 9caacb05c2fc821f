// SPDX-License-Identifier: GPL-3.0-or-later
// Exchanges of SMTP, made of a reply's text as a server would send it.
#pragma once

#include "smtp/exchange.hpp"
#include "smtp/reply_parser.hpp"

#include <string>

namespace mpm {

/// What a server said to a command; `reply` is the text without its last CRLF. Throws on a reply that does not end.
inline Exchange exchange(Step step, const std::string& command, const std::string& reply)
{
    Exchange made;
    made.step = step;
    made.command = command;
    ReplyParser parser;
    parser.feed(reply + "\r\n");
    made.reply = std::get<Reply>(parser.next().value());
    return made;
}

} // namespace mpm
