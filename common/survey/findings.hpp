// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm {

/// What every check that follows MX records can find.
struct MxFindings {
    FindingKind none{"mx-none",
                     Status::Critical,
                     "The domain has neither an MX record nor an address, or does not exist: no mail "
                     "can reach it.",
                     "Add MX records that name the mail hosts to the domain's zone; if the whole domain is gone, ask "
                     "its registrar. A "
                     "domain that wants no mail says so with a null MX (\"0 .\").",
                     "RFC 5321 5.1",
                     cutsShort};
    FindingKind null{"mx-null",
                     Status::Critical,
                     "The domain has a null MX: it declares that it takes no mail, and senders bounce at once.",
                     "If the domain is to take mail, replace the record \"MX 0 .\" by the real hosts; if not, watch it "
                     "with check_mx "
                     "--expect-null-mx alone. A null MX must stand alone.",
                     "RFC 7505 3",
                     cutsShort};
    FindingKind implicit{
        "mx-implicit", Status::Warning, "The domain has no MX record; senders fall back to its A or AAAA address.",
        "Add an MX record that names the mail host to the domain's zone; relying on the address is an accident waiting "
        "for the web server to move.",
        "RFC 5321 5.1"};
    FindingKind unresolvable{
        "mx-unresolvable",
        Status::Warning,
        "An exchange's name has no address, or the DNS does not give it.",
        "Add A and AAAA records for the exchange to the zone that holds it, or remove the MX record that names it.",
        "RFC 5321 5.1",
        cutsShort};
    FindingKind addressLiteral{"mx-address-literal",
                               Status::Critical,
                               "An MX record holds an address where a host name belongs; senders skip it.",
                               "Give the host a name with an A or AAAA record, and put that name into the MX record.",
                               "RFC 5321 5.1",
                               cutsShort};
    FindingKind tooMany{
        "mx-too-many", Status::Warning,
        "There are more exchanges or addresses than one run visits; senders don't try that many either.",
        "Keep the MX set to a handful of hosts; several addresses behind one name spread load as well.",
        "RFC 5321 5.1"};
    FindingKind notGlobal{"address-not-global", Status::Warning,
                          "An address in the DNS is private, loopback or otherwise unreachable from "
                          "the Internet.",
                          "Put the public address into the exchange's A or AAAA record; a split-horizon DNS must not "
                          "leak its inner view.",
                          "RFC 6890"};
};
inline constexpr MxFindings mxFindings;

/// What the servers of one target are together.
struct BusyFindings {
    FindingKind allBusy{
        "all-busy",
        Status::Warning,
        "Every server that could be reached puts off whoever connects.",
        "Read the replies below: one cause on all servers is a shared limit, a directory or disk that all need, or a "
        "block of this client; senders keep the mail and try again.",
        "RFC 5321 4.2.1",
        cutsShort};
};
inline constexpr BusyFindings busyFindings;

/// What PTR records show.
struct ReverseFindings {
    FindingKind rdnsMissing{
        "rdns-missing", Status::Warning, "The address has no PTR record; many receivers refuse mail from such hosts.",
        "Have whoever delegates the address range add a PTR record with the host's name.", "RFC 1912 2.1"};
    FindingKind rdnsMismatch{
        "rdns-mismatch", Status::Warning, "No name in the address's PTR records resolves back to the address.",
        "Make the PTR record and the A or AAAA record of that name point at each other.", "RFC 1912 2.1"};
};
inline constexpr ReverseFindings reverseFindings;

} // namespace mpm
