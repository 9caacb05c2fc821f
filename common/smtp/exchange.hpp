// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "io/failure.hpp"
#include "smtp/reply.hpp"
#include "smtp/step.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mpm {

/// One step of a dialogue: what was sent and what came back. Either a reply, bounded by ReplyParser, or a failure.
struct Exchange {
    Step step = Step::Command;
    std::string command; ///< as sent, without CRLF, secrets masked; empty for the greeting
    std::optional<Reply> reply;
    std::optional<Failure> failure; ///< Protocol: what came is no SMTP reply
    Seconds seconds{0};             ///< from sending to the end of the reply
    bool earlyData = false;         ///< the server had sent something before, so it was not sent: a failure too
    bool insideTls = false;
    std::string_view mechanism = {}; ///< of AUTH: its name
    PeerText challenge = {};         ///< of a 334: its first line before anything was masked in it; never to be shown
    std::size_t group = 0; ///< which of the session's groups it was sent in, whose exchanges all count from when that
    ///< was sent; 0: by itself

    bool answered(int code) const { return reply && reply->code == code; }
    bool answeredClass(int codeClass) const { return reply && reply->codeClass() == codeClass; }
};

} // namespace mpm
