// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explain_reply.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// What `--explain` says about whatever was given to it.
struct Answer {
    enum class Form {
        Page,  ///< of a single reply
        Pages, ///< one for each cause, under a headline
        Table, ///< a line or two for each code, under a headline; the first explanation is of the class, if there is
               ///< one
    };

    Form form = Form::Page;
    std::string headline = {};             ///< "3 replies, 2 causes: first whoever runs the sending server must act"
    std::vector<std::string> about = {};   ///< sentences below it
    std::vector<Explanation> explanations; ///< never empty
    std::vector<std::string> notes = {};   ///< what was left out
};

/// Reads a step ("RCPT", "end of data"), a class or subject ("5xx", "X.7"), or text that holds replies: a code, a
/// reply, log lines, a bounce. Throws UsageError, quoting the text, where there is no reply in it.
Answer answerFor(std::string_view given);

} // namespace mpm
