// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "received/date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpm::checkMailRoundtrip {

/// What a message in the mailbox is to this check.
enum class MessageKind : std::uint8_t {
    Foreign, ///< another's: never to be touched
    Own,     ///< sent by this check
    Answer,  ///< to one of them (RFC 3834), be it from a machine or a person
    Bounce,  ///< one of them could not be delivered (RFC 3464)
    Notice,  ///< one of them was delivered, relayed or delayed (RFC 3464)
};

struct Recognised {
    MessageKind kind = MessageKind::Foreign;
    std::string token;              ///< of the message that was sent; empty for a foreign one
    std::optional<MailTime> sentAt; ///< when the message, or the one that it answers, was sent, where it says so
};

/// A message is this owner's by the field that the check writes; an answer or a report by the Message-ID that it refers
/// to, or that the message in it has.
Recognised recognise(std::string_view message, std::string_view owner);

} // namespace mpm::checkMailRoundtrip
