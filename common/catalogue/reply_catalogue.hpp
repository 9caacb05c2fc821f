// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/actor.hpp"
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
std::string meaningOf(const Reply& reply, Step step);

/// Who must act first, chosen in the same way; without a step by what the codes and words say at most steps.
catalogue::Actor firstToAct(const Reply& reply, Step step);
catalogue::Actor firstToAct(const Reply& reply);

} // namespace mpm
