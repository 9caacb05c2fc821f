// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm {

/// Reaching a host: names, connections, time.
struct HostFindings {
    FindingKind hostNotFound{"host-not-found",
                             Status::Critical,
                             "The host name does not exist in the DNS, or has no address.",
                             "Check the spelling of the name; otherwise add an A or AAAA record for it to its zone.",
                             "RFC 5321 5.1",
                             cutsShort};
    FindingKind dnsFailed{"dns-failed",
                          Status::Critical,
                          "The DNS gave no usable answer for a name, so senders can't find the host either.",
                          "Check that the resolver answers (dig NAME @SERVER) and that the zone's own name servers do.",
                          "RFC 1035 7",
                          cutsShort};
    FindingKind connectionRefused{"connection-refused",
                                  Status::Critical,
                                  "The machine answered that nothing listens on the port.",
                                  "Start the mail server or make it listen on this address and port; if it runs, look "
                                  "for a firewall that rejects.",
                                  "RFC 5321 3.1",
                                  cutsShort};
    FindingKind hostUnreachable{
        "host-unreachable",
        Status::Critical,
        "There is no way from this machine to the address.",
        "Check this machine's route to the address first (ip route get ADDRESS); without IPv6 here, use --use-ipv4.",
        "",
        cutsShort};
    FindingKind localFault{"local-fault",
                           Status::Unknown,
                           "This machine could not carry out the check.",
                           "Mend what the line names on this machine: the source address, limits on sockets, threads, "
                           "memory or stack (ulimit), "
                           "the clock, or how names are resolved (/etc/resolv.conf, nsswitch.conf, hosts).",
                           "",
                           cutsShort};
    FindingKind timedOut{"timed-out",
                         Status::Critical,
                         "The answer did not come before the deadline; --timeout sets the status.",
                         "See at which step the server stalls: at connect look for a firewall that drops, later for "
                         "load, DNS look-ups or "
                         "a delay on purpose; or raise --timeout.",
                         "RFC 5321 4.5.3.2",
                         cutsShort};
    FindingKind connectionClosed{"connection-closed",
                                 Status::Critical,
                                 "The server closed or reset the connection in the middle of the dialogue.",
                                 "Read the server's log at this moment; a crash, a connection limit or a filter that "
                                 "bans this address are usual.",
                                 "RFC 5321 3.8",
                                 cutsShort};
    FindingKind handshakeFailed{"tls-handshake-failed",
                                Status::Critical,
                                "The TLS handshake failed: no session.",
                                "Read the alert and the server's log at this moment: no common version or cipher, a "
                                "missing key or certificate, a "
                                "client certificate demanded, or a port that doesn't speak TLS.",
                                "RFC 8446 6.2",
                                cutsShort};
};
inline constexpr HostFindings hostFindings;

/// host-unreachable as well, where this machine is what lacks the way.
inline constexpr FindingKind hostUnreachableFromHere{
    hostFindings.hostUnreachable.id,
    hostFindings.hostUnreachable.status,
    "This machine has no route to the address.",
    "Give this machine a route to the address (ip route get ADDRESS tells); without IPv6 here, use --use-ipv4.",
    hostFindings.hostUnreachable.reference,
    cutsShort};

} // namespace mpm
