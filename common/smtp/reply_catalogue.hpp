// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/reply.hpp"
#include "smtp/step.hpp"

#include <string>
#include <string_view>

namespace mpm {

/// What to do about a reply that came at this step: one or two sentences for line "what to do".
/// The enhanced code decides where there is one, else the basic code, else their classes.
std::string remedyFor(const Reply& reply, Step step);

/// What a reply means in a few words: "the mailbox does not exist"; never empty.
std::string meaningOf(const Reply& reply);

/// The text of `--explain`: meaning, likely causes by step, what the sender and what the server's
/// administrator can do, and the RFC. `reply` is a basic code, an enhanced code, or both with any
/// text behind. Unknown codes are explained by their class and category.
/// Throws UsageError, quoting the text, for what is no reply.
std::string explainReply(std::string_view reply);

} // namespace mpm
