// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/findings.hpp"

#include "tls/findings.hpp"

namespace mpm::smtpFinding {

const FindingKind hostNotFound{
    "host-not-found", Status::Critical, "The host name does not exist in the DNS, or has no address.",
    "Check the spelling of the name; otherwise add an A or AAAA record for it to its zone.", "RFC 5321 5.1"};

const FindingKind dnsFailed{
    "dns-failed", Status::Critical, "The DNS gave no usable answer for a name, so senders can't find the host either.",
    "Check that the resolver answers (dig NAME @SERVER) and that the zone's own name servers do.", "RFC 1035 7"};

const FindingKind connectionRefused{
    "connection-refused", Status::Critical, "The machine answered that nothing listens on the port.",
    "Start the mail server or make it listen on this address and port; if it runs, look for a firewall that rejects.",
    "RFC 5321 3.1"};

const FindingKind hostUnreachable{
    "host-unreachable", Status::Critical, "There is no way from this machine to the address.",
    "Check this machine's route to the address first (ip route get ADDRESS); without IPv6 here, use --use-ipv4.", ""};

const FindingKind noRoute{
    hostUnreachable.id, hostUnreachable.status, "This machine has no route to the address.",
    "Give this machine a route to the address (ip route get ADDRESS tells); without IPv6 here, use --use-ipv4.",
    hostUnreachable.reference};

const FindingKind localFault{
    "local-fault", Status::Unknown, "This machine could not carry out the check.",
    "Mend this machine: the source address, its limits on sockets and memory, its resolver configuration.", ""};

const FindingKind timedOut{
    "timed-out", Status::Critical, "The answer did not come before the deadline; --timeout sets the status.",
    "See at which step the server stalls: at connect look for a firewall that drops, later for load, DNS look-ups or "
    "a delay on purpose; or raise --timeout.",
    "RFC 5321 4.5.3.2"};

const FindingKind connectionClosed{
    "connection-closed", Status::Critical, "The server closed or reset the connection in the middle of the dialogue.",
    "Read the server's log at this moment; a crash, a connection limit or a filter that bans this address are usual.",
    "RFC 5321 3.8"};

const FindingKind protocolError{
    "smtp-protocol-error", Status::Critical,
    "What answered does not speak SMTP, or speaks it so wrongly that no client "
    "can follow.",
    "Check what listens on this port (another service, a TLS-only port, a proxy) and that the port is the right one.",
    "RFC 5321 4.2"};

const FindingKind reply4yz{
    "smtp-reply-4yz", Status::Warning, "The server is there but declined for now; senders will try again.",
    "Read the reply: throttling, greylisting, load or a local fault of the server; it should pass by itself.",
    "RFC 5321 4.2.1"};

const FindingKind reply5yz{
    "smtp-reply-5yz", Status::Critical, "The server refused for good; senders give up and return the mail.",
    "Read the reply; --explain REPLY tells the usual causes and what to do about each.", "RFC 5321 4.2.1"};

const FindingKind unexpectedReply{
    "smtp-unexpected-reply", Status::Warning, "The reply's code is sound but has no place at this step.",
    "Check the server's software and any proxy in front of it; clients differ in what they make of such a reply.",
    "RFC 5321 4.3.2"};

const FindingKind ehloUnsupported{
    "ehlo-unsupported", Status::Warning, "The server refuses EHLO and takes only HELO: no extensions, so no STARTTLS.",
    "Let the server, or the firewall that inspects SMTP in front of it, accept EHLO.", "RFC 5321 3.2"};

const FindingKind bareLf{
    "smtp-bare-lf", Status::Warning, "A reply line ends with a line feed alone instead of carriage return, line feed.",
    "Mend the server's or proxy's line ends; strict clients don't see the end of such a line.", "RFC 5321 2.3.8"};

const FindingKind replyOctets{"smtp-reply-octets", Status::Warning,
                              "The text of a reply holds control or 8-bit octets.",
                              "Keep the configured banner and texts of the server to printable ASCII.", "RFC 5321 4.2"};

const FindingKind lineTooLong{"smtp-line-too-long", Status::Warning, "A reply line is longer than 512 octets.",
                              "Shorten the configured banner or text, or break it into several lines.",
                              "RFC 5321 4.5.3.1.5"};

const FindingKind earlyData{
    "smtp-early-data", Status::Warning, "The server went on talking before the next command was sent.",
    "Look for a server or proxy that answers commands nobody has sent; its replies are out of step from here on.",
    "RFC 5321 2.1"};

const FindingKind rdnsMissing{
    "rdns-missing", Status::Warning, "The address has no PTR record; many receivers refuse mail from such hosts.",
    "Have whoever delegates the address range add a PTR record with the host's name.", "RFC 1912 2.1"};

const FindingKind rdnsMismatch{
    "rdns-mismatch", Status::Warning, "No name in the address's PTR records resolves back to the address.",
    "Make the PTR record and the A or AAAA record of that name point at each other.", "RFC 1912 2.1"};

std::vector<FindingKind> connectionKinds()
{
    return {hostNotFound, dnsFailed, connectionRefused, hostUnreachable, localFault, timedOut, connectionClosed};
}

std::vector<FindingKind> dialogueKinds()
{
    return {protocolError, reply4yz,    reply5yz,    unexpectedReply, ehloUnsupported,
            bareLf,        replyOctets, lineTooLong, earlyData};
}

std::vector<FindingKind> reverseDnsKinds()
{
    return {rdnsMissing, rdnsMismatch};
}

const FindingKind& kindOf(FailureKind failure)
{
    switch (failure) {
    case FailureKind::NoSuchName: return hostNotFound;
    case FailureKind::DnsFailure: return dnsFailed;
    case FailureKind::Refused: return connectionRefused;
    case FailureKind::NoRoute: return noRoute;
    case FailureKind::Unreachable: return hostUnreachable;
    case FailureKind::LocalFault: return localFault;
    case FailureKind::TimedOut: return timedOut;
    case FailureKind::Closed: return connectionClosed;
    case FailureKind::Protocol: return protocolError;
    case FailureKind::Tls: return tlsFinding::handshakeFailed; // TLS 1.3 refuses clients after the handshake
    }
    return protocolError;
}

} // namespace mpm::smtpFinding
