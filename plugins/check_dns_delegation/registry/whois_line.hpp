// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_dns_delegation/registry/record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// One line of a WHOIS answer as label and value; without label where there is none.
struct WhoisLine {
    std::string label; ///< in lower case, without dots and stars at its ends: "expiry date"
    std::string value; ///< without blanks at its ends
    bool blank = false;
    bool comment = false; ///< begins with % or #
};

/// `Label: value`, `Label......: value`, `[Label] value`, `a. [Label] value`; a title such as `Name servers` on a
/// line of its own is a label when `titles` says so.
WhoisLine readWhoisLine(std::string_view text, bool (*isTitle)(std::string_view label));

/// The words of a value; brackets and commas count as blanks.
std::vector<std::string> whoisWords(std::string_view value);

/// `ns1.example.org`, `ns1.example.org. 192.0.2.1 [Ok]`, `example.pt NS ns1.example.pt.`; nothing for what names
/// no host.
std::optional<RegistryHost> readWhoisHost(std::string_view value);

} // namespace mpm
