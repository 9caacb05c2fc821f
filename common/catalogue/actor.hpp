// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mpm::catalogue {

/// Who must act first on a reply. The rule book, also for temporary refusals, which senders repeat by themselves:
/// - SendingSide: throttling, too many connections or errors, limits of rate or allowance, reputation, blocklists, SPF,
///   DKIM and DMARC, PTR, EHLO's name, syntax, unknown or misplaced commands, an idle client, TLS and login of the
///   client, a sender that the login may not use, relaying that needs a login, how many recipients go into one
///   transaction, a message that waited too long in the sender's queue, and a policy that is not named.
/// - Nobody: greylisting, maintenance, a busy or restarting server, a verification that goes on, a recipient who gets
///   too much at once.
/// - ReceivingSide: faults inside the server (look-ups, filters, disk, TLS that is not available), domains it should
///   know, loops, restrictions of recipients, lists and groups, senders that its own list refuses, anti-spoofing.
/// - Author: a wrong recipient or domain, a malformed recipient, size, attachments, content taken for spam or malware.
/// - Recipient: a full or disabled mailbox, a sender whom the recipient has blocked.
enum class Actor : std::uint8_t {
    Nobody,        ///< the sending server tries again by itself, or all is well
    Author,        ///< who wrote the message or gave the address: another address, a smaller message, another text
    SendingSide,   ///< who runs the sending server or the sender's DNS, account, program
    Recipient,     ///< the owner of the mailbox
    ReceivingSide, ///< who runs the server that said so, or the recipient's DNS
};

/// As a sentence has it: "whoever runs the sending server".
constexpr std::string_view toString(Actor actor)
{
    switch (actor) {
    case Actor::Nobody: return "nobody for now";
    case Actor::Author: return "whoever wrote the message";
    case Actor::SendingSide: return "whoever runs the sending server";
    case Actor::Recipient: return "the recipient";
    case Actor::ReceivingSide: return "whoever runs the receiving server";
    }
    return {};
}

} // namespace mpm::catalogue
