// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm {

/// What a dialogue shows.
struct SmtpFindings {
    FindingKind protocolError{"smtp-protocol-error",
                              Status::Critical,
                              "What answered does not speak SMTP, or speaks it so wrongly that no client "
                              "can follow.",
                              "Check what listens on this port (another service, a TLS-only port, a proxy) and that "
                              "the port is the right one.",
                              "RFC 5321 4.2",
                              cutsShort};
    FindingKind reply4yz{
        "smtp-reply-4yz",
        Status::Warning,
        "The server is there but declined for now; senders will try again.",
        "Read the reply: throttling, greylisting, load or a local fault of the server; it should pass by itself.",
        "RFC 5321 4.2.1",
        cutsShort};
    FindingKind reply5yz{"smtp-reply-5yz",
                         Status::Critical,
                         "The server refused for good; senders give up and return the mail.",
                         "Read the reply; --explain REPLY tells the usual causes and what to do about each.",
                         "RFC 5321 4.2.1",
                         cutsShort};
    FindingKind unexpectedReply{
        "smtp-unexpected-reply",
        Status::Warning,
        "The reply's code is sound but has no place at this step.",
        "Check the server's software and any proxy in front of it; clients differ in what they make of such a reply.",
        "RFC 5321 4.3.2",
        cutsShort};
    FindingKind ehloUnsupported{"ehlo-unsupported", Status::Warning,
                                "The server refuses EHLO and takes only HELO: no extensions, so no STARTTLS.",
                                "Let the server, or the firewall that inspects SMTP in front of it, accept EHLO.",
                                "RFC 5321 3.2"};
    FindingKind bareLf{"smtp-bare-lf", Status::Warning,
                       "A reply line ends with a line feed alone instead of carriage return, line feed.",
                       "Mend the server's or proxy's line ends; strict clients don't see the end of such a line.",
                       "RFC 5321 2.3.8"};
    FindingKind replyOctets{"smtp-reply-octets", Status::Warning, "The text of a reply holds control or 8-bit octets.",
                            "Keep the configured banner and texts of the server to printable ASCII.", "RFC 5321 4.2"};
    FindingKind lineTooLong{"smtp-line-too-long", Status::Warning, "A reply line is longer than 512 octets.",
                            "Shorten the configured banner or text, or break it into several lines.",
                            "RFC 5321 4.5.3.1.5"};
    FindingKind earlyData{
        "smtp-early-data",
        Status::Warning,
        "The server went on talking before the next command was sent.",
        "Look for a server or proxy that answers commands nobody has sent; its replies are out of step from here on.",
        "RFC 5321 2.1",
        cutsShort};
    FindingKind codeChanges{
        "reply-code-changes", Status::Warning, "The lines of one reply carry different codes; the last one's counts.",
        "Mend the server's or proxy's configured texts: each line of a reply must begin with the same code.",
        "RFC 5321 4.2.1"};
    FindingKind capabilityContradiction{
        "capability-contradiction", Status::Warning, "EHLO states an extension more than once, differently.",
        "Find out which setting, or which proxy in front of the server, adds the second line, and let one remain; "
        "senders differ in which they believe.",
        "RFC 5321 4.1.1.1"};
    FindingKind ehloNamesClient{"ehlo-names-client", Status::Warning,
                                "The server gives itself the name by which the client greeted it.",
                                "Give each machine a name of its own (Postfix: myhostname); a server that meets its "
                                "own name takes the mail for a "
                                "loop and returns it.",
                                "RFC 5321 4.1.1.1"};
};
inline constexpr SmtpFindings smtpFindings;

} // namespace mpm
