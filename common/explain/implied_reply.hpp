// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/pasted_text.hpp"

#include <optional>
#include <string_view>

/// Trouble that logs and bounces tell in words, without a reply: a connection that was refused, a name that is not
/// found. The code is ours, and the reply is marked so.
namespace mpm::pasted {

/// What an entry of a log says, or a sentence with Exim's marks ("** a@b: Unrouteable address"). Host and recipients
/// are for the caller to find; `ofServer` is whether the entry is a server's own refusal, in which the host named is
/// the client.
struct ImpliedReply {
    PastedReply reply;
    bool ofServer = false;
};

std::optional<ImpliedReply> impliedByEntry(std::string_view entry);

/// What a bounce says of a recipient, or a few words that stand alone: "retry timeout exceeded".
std::optional<PastedReply> impliedByWords(std::string_view words);

} // namespace mpm::pasted
