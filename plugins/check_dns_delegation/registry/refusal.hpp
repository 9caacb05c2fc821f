// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// Whether a sentence of a registry's says that it turns this client away. What a server may, would or always does to
/// whoever asks too often ("may be limited", "whoever exceeds", "is rate limited") says nothing of us.
namespace mpm {

/// How plainly it says so, from the least on.
enum class Refusal {
    None,
    Hinted, ///< "please wait 10 seconds"; in a longer text it counts where nothing else was told
    Stated, ///< "query limit exceeded", "access denied"; it counts beside a no, but not beside a whole record
    Told    ///< to us, as done: "you have exceeded", "your address has been blocked"; or the answer is said to be cut
};

/// By its words as plainWords has them.
Refusal refusalIn(const std::vector<std::string>& words);

/// "Server busy, please try again later": it has trouble of its own, beside which a no is none.
bool saysServerFails(const std::vector<std::string>& words);

inline bool saysTurnedAway(const std::vector<std::string>& words)
{
    return refusalIn(words) != Refusal::None;
}

} // namespace mpm
