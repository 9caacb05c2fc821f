// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/actor.hpp"
#include "catalogue/row.hpp"
#include "explain/pasted_text.hpp"

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

/// One of the replies that a page is about, safe to print.
struct ExplainedReply {
    std::string codes; ///< "550 5.1.1"; empty as above
    std::string text;
    std::string step; ///< "RCPT TO"; empty where nobody names it
    std::string host;
    std::vector<std::string> recipients;
};

/// What a reply says. Whole sentences where nothing else is said; all of it is safe to print.
struct Explanation {
    std::string codes;                 ///< "550 5.1.1"; empty where the text has none and its words decided
    std::string text;                  ///< what the server said behind them
    std::string meaning;               ///< in a few words: "the mailbox does not exist"
    std::vector<std::string> meanings; ///< of each code, and of the words that tell more
    std::vector<std::string> remarks;  ///< of the class, and of two codes that disagree
    std::string remedy;                ///< for the step, else by the words; empty where neither decides
    bool isByWords = false; ///< the text decided: causes, sender and administrator are the codes', whatever the text
    std::vector<ExplainedCause> causes;
    std::string_view sender;        ///< what to do for whoever sends
    std::string_view administrator; ///< and for whoever runs the server
    std::string reference;
    int status = 5; ///< the class, 1 to 5
    catalogue::Actor first = catalogue::Actor::Nobody;
    bool isExpected = false;             ///< in the table of a step: this is what it should answer
    std::string step;                    ///< of a row in the table of a step; elsewhere each reply has its own
    std::vector<ExplainedReply> replies; ///< all that have this cause; the page is about the first one
};

/// Unknown codes are explained by their class and by their second digit or subject (RFC 5321 section 4.2.1, RFC 3463
/// section 3). Where the step is known, the remedy is what the checks' findings say there.
Explanation explain(const PastedReply& reply);

/// "RCPT TO, end of data", "any step".
std::string nameOf(catalogue::Steps steps);

} // namespace mpm
