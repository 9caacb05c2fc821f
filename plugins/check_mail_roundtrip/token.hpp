// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// By what a check knows its own messages in a mailbox that others use too.
namespace mpm::checkMailRoundtrip {

/// How many random octets make a token.
constexpr std::size_t tokenOctets = 16;

/// The token of one message, from 128 random bits: 32 hexadecimal digits. Throws std::invalid_argument for another
/// number of octets.
std::string makeToken(std::string_view octets);

/// The owner of all messages of one check, from what sets it apart from other checks, and stays from run to run: its
/// machine, its state file, whom it sends to. 16 hexadecimal digits.
std::string makeOwner(const std::vector<std::string>& identity);

/// Whether the text is a token, and nothing else.
bool isToken(std::string_view text);

/// "TOKEN.OWNER": what stands before the "@" of a Message-ID.
std::string localPartOf(std::string_view token, std::string_view owner);

/// The token of the first Message-ID of this owner's that stands somewhere in a text; nothing without.
std::optional<std::string> tokenIn(std::string_view text, std::string_view owner);

} // namespace mpm::checkMailRoundtrip
