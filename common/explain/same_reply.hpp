// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/pasted_text.hpp"

#include <vector>

/// The same reply is told in several places of one text: a transcript, a summary, the fields for machines.
namespace mpm::pasted {

bool areForSame(const PastedReply& a, const PastedReply& b);

/// Neither a code of SMTP nor words.
bool isVague(const PastedReply& reply);

/// Each reply once, with what all its places say.
std::vector<PastedReply> once(std::vector<PastedReply> all);

/// What machines are told, with the steps and hosts of the free text; the free text's reply where the fields have none.
std::vector<PastedReply> joined(std::vector<PastedReply> told, const std::vector<PastedReply>& free);

} // namespace mpm::pasted
