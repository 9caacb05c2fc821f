// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// Sentences that several rows of the catalogue share.
namespace mpm::catalogue::phrase {

constexpr std::string_view nothingToDo = "Nothing needs doing: this is what the step should answer.";
constexpr std::string_view letTheQueueRetry = "Let the queue retry; act only when it goes on for more than an hour.";
constexpr std::string_view readTheLog = "Look in the server's mail log at the time of the reply: it names the cause.";
constexpr std::string_view outOfStep = "This reply does not belong to this step: client and server are out of step, or "
                                       "something else than the mail server "
                                       "(proxy, antivirus, another service) answers on this port.";
constexpr std::string_view ehloRefused =
    "Read the reply: a policy of the server or of a firewall in front of it refuses this client or its name in "
    "EHLO (-F). Senders fall back to HELO; let the server answer EHLO, and switch off SMTP inspection (such as "
    "\"fixup smtp\").";
constexpr std::string_view checkDisk =
    "Check free space and inodes of the spool and mailbox file systems, memory, and the system log.";
constexpr std::string_view greylisted =
    "Nothing is broken: the server greylists senders that it does not know and accepts "
    "a retry after some minutes. Exempt the monitoring host from greylisting.";
constexpr std::string_view throttled =
    "Send more slowly and over fewer connections, and let the queue retry. If it is your "
    "server, raise its limit for this client or find out who floods it.";
constexpr std::string_view throttledForGood = "Send more slowly and over fewer connections; what was refused must be "
                                              "sent again by whoever wrote it. If it is your "
                                              "server, raise its limit for this client or find out who floods it.";
constexpr std::string_view blocklisted =
    "Look up the sending address on the blocklist that the text names, stop what got it listed, then ask that list "
    "for removal. Never retry unchanged.";
constexpr std::string_view spam =
    "The content or the sender's reputation was judged to be spam or malware: check what is sent, and the filter's log "
    "if the server is yours.";
constexpr std::string_view relayDenied =
    "The server does not deliver to this domain for strangers: authenticate, or use the server that the domain's MX "
    "names. If it should accept, add the domain or the client to its relay rules.";
constexpr std::string_view tlsRequired =
    "The server wants encryption first: issue STARTTLS (or connect with implicit TLS "
    "on port 465) before this command.";
constexpr std::string_view loginRequired = "The server wants a login first: authenticate (AUTH, usually after "
                                           "STARTTLS, on port 587 or 465), or use port 25 of "
                                           "a server that takes mail for this domain.";
constexpr std::string_view tlsTooOld = "The TLS of this session is too old for the server: use TLS 1.2 or newer, and "
                                       "update what sends with less.";
constexpr std::string_view sendAsDenied =
    "Send from the login's own address (--from, From header), or grant the login the right to send as this one. "
    "Sending again unchanged fails again.";
constexpr std::string_view overQuota =
    "The mailbox is full: its owner must delete mail, or the administrator raise the "
    "quota. Sending again helps only after that.";
constexpr std::string_view unknownUser = "The recipient does not exist there: correct the address. If it should exist, "
                                         "check the server's user, alias and directory tables.";
constexpr std::string_view senderRefused = "The server does not accept this sender address: use one whose domain "
                                           "exists and that this client or login may use, "
                                           "or correct the server's sender rules.";
constexpr std::string_view senderUnverified =
    "The server asked the sender's own mail server whether the sender (MAIL FROM) exists, and was told no or nothing: "
    "use a sender that exists (--from) and whose domain's MX takes mail for it, also from the null sender.";
constexpr std::string_view unauthenticatedSender =
    "Repair SPF, DKIM and DMARC of the sender's domain so that they cover "
    "the sending address and the From header.";
constexpr std::string_view reverseDns =
    "Give the sending address a PTR record whose name resolves back to it, then wait "
    "until the old DNS answer has expired.";

} // namespace mpm::catalogue::phrase
