// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/phrases.hpp"
#include "catalogue/row.hpp"

/// What the digits mean by themselves, and which codes mean little.
namespace mpm::catalogue {
namespace source {

constexpr std::string_view classReference = "RFC 5321 section 4.2.1";

inline constexpr ClassRow classes[] = {
    {1,
     "preliminary",
     "1yz asks the client to confirm before the server goes on. SMTP has no such reply.",
     {.meaning = "a preliminary reply, which SMTP does not use",
      .causes = {{anyReply,
                  "Another protocol answers on this port, or a program shows its own error number as a reply."}},
      .sender = phrase::outOfStep,
      .reference = classReference}},
    {2,
     "success",
     "2yz and 2.y.z mean success: the server did what was asked.",
     {.meaning = "success",
      .first = Actor::Nobody,
      .causes = {{anyReply, "The server did what was asked."}},
      .sender = phrase::nothingToDo,
      .reference = classReference}},
    {3,
     "go on",
     "3yz means that the server waits for more: the message after DATA, or the next part of a login.",
     {.meaning = "the server waits for more",
      .first = Actor::Nobody,
      .causes = {{anyReply, "The command was understood; the server wants the data that belong to it."}},
      .sender = "Send what the step asks for: the message, or the next part of the login.",
      .reference = classReference}},
    {4,
     "temporary refusal",
     "4yz and 4.y.z mean not now: the sender keeps the message and tries again later, by itself.",
     {.meaning = "a temporary refusal",
      .first = Actor::Nobody,
      .causes = {{anyReply, "Something on the server is busy, full, down or cautious, and is expected to pass."}},
      .sender = phrase::letTheQueueRetry,
      .administrator = phrase::readTheLog,
      .reference = classReference}},
    {5,
     "permanent refusal",
     "5yz and 5.y.z mean no: sending the same again would be refused again, so the sender returns the message.",
     {.meaning = "a permanent refusal",
      .first = Actor::SendingSide,
      .causes = {{anyReply, "The server does not accept the command, the address, the client or the message."}},
      .sender = "Read the text and correct what it names; sending again unchanged fails again.",
      .administrator = phrase::readTheLog,
      .reference = classReference}},
};

/// The second digit of basic codes.
inline constexpr CategoryRow categories[] = {
    {0, "the syntax: commands and their arguments", "RFC 5321 section 4.2.1"},
    {1, "information: status and help", "RFC 5321 section 4.2.1"},
    {2, "the connection itself", "RFC 5321 section 4.2.1"},
    {3, "logins and security (unspecified in RFC 5321, used by AUTH)", "RFC 4954 section 6"},
    {4, "not specified; used by gateways for routing and delivery", "RFC 5321 section 4.2.1"},
    {5, "the mail system: mailboxes, storage, policy", "RFC 5321 section 4.2.1"},
};

/// Of enhanced codes.
inline constexpr CategoryRow subjects[] = {
    {0, "no subject: nothing more is known", "RFC 3463 section 3.1"},
    {1, "an address: of the recipient or of the sender", "RFC 3463 section 3.2"},
    {2, "the recipient's mailbox", "RFC 3463 section 3.3"},
    {3, "the mail system: the server as a whole", "RFC 3463 section 3.4"},
    {4, "the network and the routing to the next server", "RFC 3463 section 3.5"},
    {5, "the protocol: commands between client and server", "RFC 3463 section 3.6"},
    {6, "the content of the message", "RFC 3463 section 3.7"},
    {7, "security and policy", "RFC 3463 section 3.8"},
};

} // namespace source

/// Basic codes that servers give for almost any reason: an enhanced code of whatever detail says more.
inline constexpr int wideReplies[] = {200, 250, 421, 450, 451, 550, 552, 554};

/// Enhanced codes that servers give for almost any reason: words in the text, and a basic code that is not wide, say
/// more. The details X.y.0 are such without being listed.
inline constexpr EnhancedKey wideDetails[] = {"X.5.1", "X.5.2", "X.5.4", "X.7.1", "X.7.5"};

} // namespace mpm::catalogue
