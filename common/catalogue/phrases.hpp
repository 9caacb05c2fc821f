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
    "The server does not know EHLO, or it or a firewall in front of it refuses this client or its name "
    "(-F): the text tells. Senders fall back to HELO; let the server answer EHLO, and switch off SMTP "
    "inspection (such as \"fixup smtp\").";
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
constexpr std::string_view edgeBlocking =
    "Correct the recipient's address; on Exchange Online check that the mailbox is synchronised and its domain is an "
    "accepted one (Directory-Based Edge Blocking).";
constexpr std::string_view blocklisted =
    "Look up the sending address on the blocklist that the text names (else on several), stop what got it listed, then "
    "ask that list for removal.";
constexpr std::string_view spam =
    "The content or the sender's reputation was judged to be spam or malware: check what is sent (links, attachments) "
    "and SPF, DKIM and DMARC, and the filter's log if the server is yours.";
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
    "Send from the login's own address (--from, From header), or have this sender verified or granted to "
    "the login's account. Sending again unchanged fails again.";
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

constexpr std::string_view recipientUnchecked =
    "The server can't look the recipient up now: check its directory, database or next server, and Postfix's soft "
    "refusals (unknown_local_recipient_reject_code). Correct the address if it is wrong.";
constexpr std::string_view mailboxBusy =
    "Nothing is broken: the mailbox takes only so much in a time, and senders try "
    "again by themselves. Send that mailbox less, or find out who floods it if it is yours.";
constexpr std::string_view mailboxDisabled =
    "The account is disabled, suspended, expired or unused: its owner or administrator must enable it. "
    "Till then write to another address, or take this one off the list.";
constexpr std::string_view recipientRefused =
    "Check the recipient's spelling and that the mailbox exists. If it does, a rule of the server does "
    "not allow this sender or client: its log names the rule, and its postmaster can change it.";
constexpr std::string_view noSuchDomain =
    "Check the spelling of the recipient's domain, its MX record, and whether it has expired or publishes a null MX. "
    "If it resolves, check the resolver of the server that says so.";
constexpr std::string_view senderNotAdmitted =
    "The recipient (a list, group or person) takes mail from some senders only: ask its owner to let this one in, or "
    "write from an address that is.";
constexpr std::string_view tooManyRecipients =
    "Split the recipients over several messages, and send more slowly. If it is your server, raise its limit; RFC 5321 "
    "wants room for 100.";
constexpr std::string_view ehloName = "Give the client a full host name to say in EHLO (option -F; Postfix: "
                                      "smtp_helo_name) that resolves to its address, "
                                      "and is neither the server's own nor localhost.";
constexpr std::string_view homeLine =
    "The address counts as a dynamic or residential one: send through the provider's mail server, with a "
    "login; or have a static address with a PTR record in your own name, and get it off the list of such "
    "lines.";
constexpr std::string_view blockedByRule =
    "Look the client up on blocklists, check its PTR record, its name in EHLO and whether a login is wanted here; else "
    "ask the recipient's administrator to allow the sender. The server's log names the rule.";
constexpr std::string_view senderDomain =
    "Use a sender (MAIL FROM) of a domain that exists and accepts mail: with an MX or address record "
    "(dig DOMAIN MX) and no null MX. If it resolves, check the resolver of the server that says so.";
constexpr std::string_view dmarcFails =
    "Let SPF or DKIM pass for the domain of the From header (same domain: aligned), or send that domain's mail through "
    "the servers that its SPF and DKIM cover; see its DMARC record.";
constexpr std::string_view dkimFails =
    "Sign with DKIM, with a key that is published at the selector's name, and let nothing change the message after "
    "that; check_mail_auth looks at the key.";
constexpr std::string_view spfFails =
    "Add the sending address to the SPF record of the sender's domain, or send through a host that is in it; a "
    "forwarder must rewrite the sender (SRS). check_mail_auth --sender ADDRESS shows the result.";
constexpr std::string_view wrongPassword =
    "Check user name and password (the password file's first line), or renew the token; then in the login service's "
    "log whether the account is locked, expired or barred from SMTP.";
constexpr std::string_view commandUnknown =
    "The server does not know or offer the command here: do without it, or use the port or server that "
    "lists it in EHLO (STARTTLS, AUTH: often 587 or 465), or enable it there.";
constexpr std::string_view commandMangled =
    "Every mail server knows this command: see in the dialogue (-vvv) what was sent, and what stands in front of the "
    "server, such as a firewall that inspects SMTP.";
constexpr std::string_view noRecipients =
    "Look at the replies to RCPT TO before it: none of the recipients was accepted, so there is nothing "
    "to send; the refusals say why.";
constexpr std::string_view wrongMoment =
    "Look at the dialogue (-vvv) for the first refusal: this reply follows from it. Else the client left out a step "
    "(EHLO, STARTTLS, login, MAIL FROM), or said one twice.";
constexpr std::string_view malformedCommand =
    "Correct the syntax of the address or argument that the text names: name@domain in angle brackets, "
    "with a full domain and no stray blanks or brackets.";
constexpr std::string_view tooLarge =
    "Send a smaller message, or a link in place of the attachment. If it is your server and the limit is too low, "
    "raise it (Postfix: message_size_limit).";
constexpr std::string_view attachmentForbidden =
    "Send without the attachment or with another type of file, or share a link to it; if it is your server, its filter "
    "names the rule.";
constexpr std::string_view spamForNow = "A filter suspects the message or its sender and wants a later try, which "
                                        "senders make by themselves: check what is "
                                        "sent, SPF, DKIM and DMARC, and blocklists.";
constexpr std::string_view badHeaders =
    "Correct the program that makes the message: one From header with a proper address, one Date, "
    "Message-ID and Subject at most, and sound MIME (RFC 5322).";
constexpr std::string_view messageRefused =
    "A rule of the server's policy refuses the message: look at its content, attachments, links and "
    "headers, and at SPF, DKIM and DMARC. Else ask the server's postmaster, whose filter log names the "
    "rule.";
constexpr std::string_view domainNotServed =
    "The server does not know the domain as its own: add it to those that it takes mail for (qmail: rcpthosts; "
    "Postfix: relay_domains, virtual_mailbox_domains), or correct the domain's MX. A sender of your own logs in.";
constexpr std::string_view mailLoops = "Break the loop: correct the forwarding, route or MX that points back, or let "
                                       "the server know the domain as its own. "
                                       "The Received headers show which servers repeat.";
constexpr std::string_view filterDown =
    "Check that the server's virus and spam filters, milters and policy service run and answer in time; its log names "
    "the one that failed. Senders try again by themselves.";
constexpr std::string_view serverFault =
    "Look in the server's mail log at the time of the reply for the lookup, file or service that failed, "
    "and repair it. Senders try again by themselves.";
constexpr std::string_view serverBusy =
    "Nothing for the sender to do: queues try again by themselves. If it lasts for more than an hour, see the server's "
    "load, its connection limits and its log.";
constexpr std::string_view nextServerSilent =
    "Check that the next server, which the text names, is up and answers on port 25 from the server that says so: "
    "firewall, MX record, address.";
constexpr std::string_view waitedTooLong = "Find out why the next server did not take the message: the queue's log has "
                                           "its last refusal. Then send the message "
                                           "again.";
constexpr std::string_view noService =
    "If this host should take mail, enable its service and look for a block of this client; else point the MX and this "
    "check at the host that does.";
constexpr std::string_view senderBlocked =
    "A list or rule of the server itself refuses this sender address: ask its postmaster to allow it. "
    "Else use a sender that exists and that this client or login may use (--from).";
constexpr std::string_view badReputation =
    "The provider does not trust this address or domain: stop what brings complaints (a hacked account, "
    "old lists), send evenly, with SPF, DKIM and PTR. Then ask its postmaster to look at the reputation "
    "again.";
constexpr std::string_view ownDomainFromOutside =
    "Mail from outside bears a name of the recipient's own domain: let their administrator allow the "
    "sending address in the anti-spoofing policy, or send through the domain's own servers.";
constexpr std::string_view malformedSender =
    "Correct the sender address: name@domain with a full domain name, in angle brackets on the wire "
    "(--from).";
constexpr std::string_view malformedRecipient =
    "Correct the recipient address: name@domain with a full domain name, no stray blanks or brackets, in "
    "angle brackets on the wire.";
constexpr std::string_view softUnknownUser =
    "The recipient does not exist there, though the server says so for now only: correct the address. If "
    "it should exist, check the server's tables (Postfix: soft_bounce, unknown_..._reject_code).";

} // namespace mpm::catalogue::phrase
