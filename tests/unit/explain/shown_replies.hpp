// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/pasted_text.hpp"

#include <string>
#include <string_view>

namespace mpm::test {

/// What --explain reads in a text, "550 5.1.1 [User unknown] RCPT TO mx.example.com a@b c@d" for each reply, commas
/// between; what is not known is left out, codes that nobody wrote are in braces.
inline std::string shownReplies(std::string_view text)
{
    std::string all;
    for (const auto& reply : readPasted(text).replies) {
        std::string codes = reply.code ? std::to_string(*reply.code) : std::string();
        codes += reply.code && reply.enhanced ? " " : "";
        codes += reply.enhanced ? reply.enhanced->toString() : std::string();
        all += all.empty() ? "" : ", ";
        all += reply.isImplied ? "{" + codes + "}" : codes;
        all += reply.text.empty() ? "" : " [" + reply.text + "]";
        all += reply.step ? " " + std::string(toString(*reply.step)) : "";
        all += reply.host.empty() ? "" : " " + reply.host;
        for (const auto& recipient : reply.recipients) {
            all += " " + recipient;
        }
    }
    return all;
}

} // namespace mpm::test
