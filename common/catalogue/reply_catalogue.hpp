// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/reply.hpp"
#include "smtp/step.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// What to do about a reply that came at this step: one or two sentences for line "what to do".
/// Decided by the enhanced code where it is specific, else by well-known words in the text (greylisting,
/// blocklists, relaying, TLS, login, quota, ...), else by the basic code at this step, else by the class. A success
/// that the step does not ask for gets the advice for peers out of step. Never empty, never text of the peer.
std::string remedyFor(const Reply& reply, Step step);

/// What a reply means in a few words, chosen in the same way: "the mailbox does not exist"; never empty.
std::string meaningOf(const Reply& reply);

/// The page of `--explain`, in lines of at most 80 columns: the codes with their meaning in a few words, the
/// text (made harmless), then the sections Meaning, Likely causes (by step), If you send, If you run the server,
/// Reference. `reply` is a basic code, an enhanced code, or both with any text behind, as a server sends it.
/// Unknown codes are explained by their class and by their second digit or subject (RFC 5321 section 4.2.1,
/// RFC 3463 section 3). Two codes of different classes are said to disagree.
/// Throws UsageError, quoting the text, for what is no reply. Ends with a line end.
std::string explainReply(std::string_view reply);

} // namespace mpm
