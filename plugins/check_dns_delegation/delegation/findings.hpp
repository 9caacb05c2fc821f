// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkDnsDelegation {

/// From the root to the zone, and what the parent says.
struct DelegationFindings {
    FindingKind notDelegated{
        "zone-not-delegated",
        Status::Critical,
        "The parent zone has no delegation for the zone: nobody can find it.",
        "The registrar must act: is the domain registered, paid for and not on hold, and are its name servers entered? "
        "Below a zone of one's own, add NS records to the parent zone.",
        "RFC 1034 4.2.1",
        cutsShort};
    FindingKind notACut{
        "zone-not-a-cut",
        Status::Critical,
        "The name exists, but inside another zone: there is no delegation to check.",
        "Check the zone that the message names instead; or, if this is to be a zone, the operator of that zone must "
        "delegate it with NS records.",
        "RFC 2181 6",
        cutsShort};
    FindingKind noParent{"parent-no-response",
                         Status::Critical,
                         "No server of a zone on the way from the root gives an answer of use.",
                         "Try from another machine first: if it works there, a firewall blocks port 53 here. Otherwise "
                         "the operator of the "
                         "zone that the message names must act.",
                         "RFC 1034 4.3.1",
                         cutsShort};
    FindingKind parentDiffers{"parent-differs", Status::Warning,
                              "The parent's servers disagree about the delegation: whether there is one, its name "
                              "servers, their glue or the DS.",
                              "Usually a change that is on its way. If it stays for hours, the parent zone's "
                              "operator must see why a server of theirs does not update.",
                              "RFC 1034 4.2.2"};
    FindingKind intercepted{
        "dns-intercepted",
        Status::Warning,
        "Something between here and the Internet answers in place of the name servers, "
        "so that nothing can be said about the zone.",
        "The operator of this machine's network must let port 53 through, UDP and TCP, to any address; a router or "
        "firewall diverts it to a resolver.",
        "",
        cutsShort};
    FindingKind nsMissing{
        "ns-missing", Status::Critical, "A name server that --expect-ns wants is not in the parent's delegation.",
        "The registrar must add it to the delegation; or correct what is expected.", "RFC 1034 4.2.1"};
    FindingKind nsUnexpected{
        "ns-unexpected", Status::Critical,
        "There is a name server that --expect-ns does not allow: who runs it controls "
        "answers for the zone.",
        "Find out at once who added it. The registrar must remove it from the delegation, the zone's operator from the "
        "zone; or correct what is expected.",
        "RFC 1034 4.2.1"};
    FindingKind tooFew{"ns-too-few", Status::Warning, "The delegation has fewer name servers than --min-servers wants.",
                       "The zone's operator must set up another name server, away from the first, and the registrar "
                       "must add it to the "
                       "delegation.",
                       "RFC 1034 4.1, RFC 2182 5"};
    FindingKind tooMany{"ns-too-many", Status::Warning,
                        "There are more name servers or addresses than are looked at in one run (40 and 80).",
                        "The zone's operator and the registrar must take name servers out that add nothing: three to "
                        "seven are enough.",
                        "RFC 2182 5"};
    FindingKind parentOnly{"ns-parent-only", Status::Warning,
                           "A name server is in the parent's delegation, but not among the zone's NS records.",
                           "Either the zone's operator must add it to the zone's NS records, or the registrar remove "
                           "it from the delegation.",
                           "RFC 1034 4.2.2"};
    FindingKind childOnly{"ns-child-only", Status::Warning,
                          "A name server is among the zone's NS records, but not in the parent's delegation.",
                          "Either the registrar must add it to the delegation, or the zone's operator remove it from "
                          "the zone's NS records.",
                          "RFC 1034 4.2.2"};
    FindingKind disjoint{"ns-disjoint", Status::Critical,
                         "The parent's delegation and the zone's NS records have no name server in common.",
                         "The registrar must enter the name servers that the zone itself names: the delegation leads "
                         "to servers that say "
                         "they are not meant.",
                         "RFC 1034 4.2.2"};
    FindingKind setDiffers{"ns-set-differs", Status::Warning,
                           "The zone's servers disagree about the zone's own NS records.",
                           "The operator of the server that differs must make it transfer the zone again: it serves "
                           "an old copy, or has another "
                           "primary.",
                           "RFC 1034 4.2.2"};
    FindingKind nsCname{"ns-cname", Status::Warning, "An NS record names an alias, which resolvers may not follow.",
                        "The registrar and the zone's operator must put the name that the alias points to into the "
                        "NS record.",
                        "RFC 2181 10.3"};
    FindingKind noAddress{
        "ns-no-address",
        Status::Warning,
        "A name server's name has no address, or nobody can find it.",
        "The operator of the zone that holds the name must add an A or AAAA record; or the registrar and the zone's "
        "operator must take the server out of the delegation and of the zone.",
        "RFC 1912 2.8",
        cutsShort};
    FindingKind addressLiteral{"ns-address-literal", Status::Warning,
                               "An NS record holds an address where a host name belongs.",
                               "The zone's operator must give the server a name with an A or AAAA record, and the "
                               "registrar and the operator must "
                               "put that name into the NS record.",
                               "RFC 1035 3.3.11"};
    FindingKind badName{"ns-bad-name", Status::Warning, "A name server's name is no valid host name.",
                        "The operator of this server must rename it, with letters, digits and hyphens only and a last "
                        "label that is not "
                        "all digits; the registrar and the zone's operator then change the NS records.",
                        "RFC 1123 2.1"};
    FindingKind sameAddress{"ns-same-address", Status::Warning,
                            "Several name servers have one address: there is less redundancy than it seems.",
                            "The zone's operator must give each name server a machine of its own, or remove the "
                            "names that add nothing, and have the registrar do so.",
                            "RFC 2182 3.1"};
    FindingKind sameNetwork{"ns-same-network", Status::Warning,
                            "All addresses of the name servers are in one network (a /24 of IPv4, a /48 of IPv6, "
                            "or both with two addresses or more in each), whose outage takes the zone along.",
                            "The zone's operator must set up a secondary in another place and network; many hosters "
                            "and registrars offer one.",
                            "RFC 2182 3.1"};
    FindingKind notGlobal{
        "address-not-global", Status::Warning,
        "A name server's address is private, loopback or otherwise unreachable from the Internet; CRITICAL where all "
        "are.",
        "The zone's operator must put the public address into the A or AAAA record, and the registrar into the glue; a "
        "split-horizon DNS must not leak its inner view.",
        "RFC 6890"};
    FindingKind glueMissing{"glue-missing", Status::Warning,
                            "The parent gives no address for a name server whose name is within the zone, so that "
                            "nobody can find it.",
                            "The registrar must enter the address of this host object (glue) for the delegation.",
                            "RFC 9471 3.1"};
    FindingKind glueMismatch{"glue-mismatch", Status::Warning,
                             "The parent gives an address for a name server that the server's own zone does not.",
                             "The registrar must correct the host object's address (glue); or the zone's operator the "
                             "A or AAAA record, if that "
                             "is the wrong one.",
                             "RFC 1034 4.2.2"};
    FindingKind glueIncomplete{
        "glue-incomplete", Status::Ok,
        "A name server has an address that the parent's glue lacks, altogether or where it is asked over UDP.",
        "The registrar can add the address to the host object, so that it is used from the first question on.",
        "RFC 9471 3.1"};
    FindingKind ipv6Missing{"ipv6-missing", Status::Ok, "No name server has an IPv6 address.",
                            "The zone's operator can add an AAAA record, and the registrar glue, for a name server "
                            "once it answers over IPv6.",
                            "RFC 3901 4"};
    FindingKind ipv4Missing{"ipv4-missing", Status::Warning,
                            "No name server has an IPv4 address; resolvers without IPv6 can't find the zone.",
                            "The zone's operator must add an A record, and the registrar glue, for at least one name "
                            "server.",
                            "RFC 3901 4"};
};
inline constexpr DelegationFindings delegationFindings;

} // namespace mpm::checkDnsDelegation
