// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/step.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What log lines and bounces say around a reply.
namespace mpm::pasted {

/// The step that a text begins with, in any letter case: "RCPT TO:<a@b>", "end of data", "HELO", "vrfy x".
std::optional<Step> stepAtFrontOf(std::string_view text);

/// The step that words before a reply name ("after RCPT TO:", "reject: RCPT from"), the last one if there are more.
std::optional<Step> stepBefore(std::string_view text);

/// And behind it: "(in reply to RCPT TO command)"; the first one.
std::optional<Step> stepBehind(std::string_view text);

/// The server that is named last: "host mx.example.com[192.0.2.1]", "H=mx.example.com [192.0.2.1]", "relay=...".
/// Empty where none is.
std::string hostIn(std::string_view text);

/// The recipients that a log line or a sentence names: "to=<a@b>,<c@d>", "RCPT TO:<a@b>", "** a@b", "<a@b>:". A reply
/// that begins at `reply` has whole sentences of its own ("forward this message to a@b"), which name none.
std::vector<std::string> recipientsIn(std::string_view text, std::size_t reply = std::string_view::npos);

/// A line that is an address and nothing else, but for angle brackets and a colon behind; empty for any other.
std::string addressAlone(std::string_view line);

} // namespace mpm::pasted
