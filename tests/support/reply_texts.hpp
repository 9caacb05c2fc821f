// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/reply.hpp"
#include "smtp/step.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// A row of tests/replies/texts.txt: what a server says at a step, and what must be made of it.
struct ReplyText {
    std::string place; ///< "texts.txt:12 Gmail: 550-5.7.26 ..."
    Step step = Step::Rcpt;
    std::vector<std::string> lines; ///< as on the wire, without line ends
    std::string cause;              ///< one of the file's list: "unknown-user"
    std::string first;              ///< who must act: nobody, author, sending-side, recipient or receiving-side
    std::vector<std::vector<std::string>> mentions; ///< of each list one phrase at least is in a fitting remedy
    std::vector<std::string> avoids;                ///< no fitting remedy has these

    int code() const { return std::stoi(lines.front()); }
    std::string onWire() const; ///< with CRLF
    Reply reply() const;        ///< as the parser reads it

    /// What is missing in a remedy, or does not belong there; empty where it fits.
    std::string misfit(const std::string& remedy) const;
};

/// All rows; throws std::runtime_error for one that can't be read.
std::vector<ReplyText> replyTexts();

} // namespace mpm::test
