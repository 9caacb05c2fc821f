// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "received/date.hpp"
#include "received/header.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// How many servers a message is followed through.
constexpr std::size_t mostHops = 100;

/// What one server wrote when it took a message over: a Received field (RFC 5321 section 4.4). Only the topmost ones
/// come from servers of one's own; whatever is below may be forged. Never for output as it is.
struct TraceStamp {
    std::string from;           ///< the name that the client gave itself; empty where the field has none
    std::string fromConnection; ///< the comment behind it, without brackets: "mx.example.org [192.0.2.1]"
    std::string by;             ///< the server
    std::string with;           ///< "ESMTPS"
    std::string id;
    std::string recipient; ///< behind "for"
    std::optional<MailTime> time;
};

/// Reads the body of a Received field; what can't be read in it stays empty.
TraceStamp parseTraceStamp(std::string_view body);

/// The stamps of a header, the latest first, at most `mostHops`.
std::vector<TraceStamp> traceOf(const ReceivedHeader& header);

} // namespace mpm
