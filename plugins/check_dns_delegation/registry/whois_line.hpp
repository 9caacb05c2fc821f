// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/label_kind.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// One line of a WHOIS answer as label and value.
struct WhoisLine {
    std::string text;               ///< the whole, without blanks at its ends, as it came
    std::string plain;              ///< the same as plainText has it
    std::vector<std::string> label; ///< its words, plain; none where there is no label
    LabelKind kind = LabelKind::Unknown;
    std::string value;      ///< as it came, without blanks at its ends
    std::string plainValue; ///< the same as plainText has it
    bool blank = false;
    bool comment = false; ///< begins with % or #
};

/// `Label: value`, `Label......: value`, `[Label] value`, `a. [Label] value`, `Label = value`; of a line without sign
/// between them what it begins with is a label when that is known (`Domain Name shop.example`), or all of it a title
/// (`Name servers`).
WhoisLine readWhoisLine(std::string_view text, std::string_view plain);

/// All lines of an answer, the first 1000 at most, each as far as its first 2000 octets.
std::vector<WhoisLine> readWhoisLines(std::string_view answer);

} // namespace mpm
