// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// Why a server gives a reply, and what to do if this is it.
struct ExplainedCause {
    std::string steps; ///< "RCPT TO, end of data", "any step"
    std::string_view why;
    std::string_view remedy; ///< mostly empty
};

/// What a reply says. Whole sentences where nothing else is said; all of it is safe to print.
struct Explanation {
    std::string codes;                 ///< "550 5.1.1"
    std::string text;                  ///< what the server said behind them
    std::string meaning;               ///< in a few words: "the mailbox does not exist"
    std::vector<std::string> meanings; ///< of each code, and of the words that tell more
    std::vector<std::string> remarks;  ///< of the class, and of two codes that disagree
    std::string_view remedy;           ///< by the words; empty where these decide nothing
    std::vector<ExplainedCause> causes;
    std::string_view sender;        ///< what to do for whoever sends
    std::string_view administrator; ///< and for whoever runs the server
    std::string reference;
};

/// `reply` is a basic code, an enhanced code, or both with any text behind, as a server sends it. Unknown codes are
/// explained by their class and by their second digit or subject (RFC 5321 section 4.2.1, RFC 3463 section 3). Throws
/// UsageError, quoting the text, for what is no reply.
Explanation explain(std::string_view reply);

} // namespace mpm
