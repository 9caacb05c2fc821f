// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/message_store.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace mpm {

/// A message's octets up to its first empty line, and behind it; line ends are LF or CRLF. Without an empty line all is
/// header.
std::pair<std::string_view, std::string_view> splitMessage(std::string_view octets);

/// Whether the header has that field with that value in it, folded or not (RFC 5322 section 2.2.3).
bool hasHeader(std::string_view header, const HeaderCriterion& criterion);

/// Whether the message fits, as far as it is there.
bool fits(std::string_view header, std::string_view body, const MessageCriteria& criteria);

} // namespace mpm
