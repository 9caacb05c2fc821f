// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/report.hpp"
#include "io/findings.hpp"
#include "smtp/findings.hpp"
#include "survey/findings.hpp"

#include <vector>

namespace mpm::checkMx {

/// What this check alone can find.
struct OwnFindings {
    FindingKind allDown{
        "mx-all-down",
        Status::Critical,
        "No MX host takes mail: whoever sends to the domain must wait, or gets it back.",
        "Start with the host of the best preference: is the machine up, does the mail server run, does a firewall let "
        "port 25 through?",
        "RFC 5321 5.1",
        cutsShort};
    FindingKind hostDown{
        "mx-host-down",
        Status::Warning,
        "One address of an MX host does not answer as a mail server.",
        "Bring the host back, or remove its MX or address record; until then senders lose time or redundancy.",
        "RFC 5321 5.1",
        cutsShort};
    FindingKind tooFewHosts{"mx-too-few-hosts", Status::Critical, "Fewer MX hosts take mail than --min-hosts wants.",
                            "Bring the hosts that are down back; the other findings name them.", "RFC 5321 5.1"};
    FindingKind sendersCutOff{
        "mx-senders-cut-off", Status::Warning,
        "Senders that have only IPv4, or only IPv6, reach no MX host, while others still get through.",
        "Mend the hosts' addresses of this family, or remove them from the zone.", "RFC 5321 5.1"};
    FindingKind missing{"mx-missing", Status::Critical,
                        "An MX record that --expect-mx or --expect-null-mx wants is not there.",
                        "Add the record to the domain's zone, or correct what is expected.", "RFC 5321 5.1"};
    FindingKind unexpected{
        "mx-unexpected", Status::Critical, "There is an MX record that --expect-mx or --expect-null-mx does not allow.",
        "Find out who added or changed the record: mail goes where it points. Remove it, or correct what is expected.",
        "RFC 5321 5.1"};
    FindingKind cname{"mx-cname", Status::Warning, "An MX record names an alias; most senders follow it, some refuse.",
                      "Put the name that the alias points to into the MX record.", "RFC 2181 10.3"};
    FindingKind duplicate{"mx-duplicate", Status::Warning, "The same exchange stands in several MX records.",
                          "Keep one MX record for each host.", "RFC 5321 5.1"};
    FindingKind equalPreference{
        "mx-equal-preference", Status::Ok, "Several exchanges share a preference; senders spread the mail over them.",
        "Nothing, if that is meant; a backup needs a higher number than the primary.", "RFC 5321 5.1"};
    FindingKind sameAddress{"mx-same-address", Status::Warning,
                            "Several exchanges lead to one address: there is less redundancy than it seems.",
                            "Give each exchange a machine of its own, or remove the names that add nothing.",
                            "RFC 5321 5.1"};
    FindingKind ipv4Missing{"ipv4-missing", Status::Warning,
                            "No exchange has an IPv4 address; senders without IPv6 can't deliver.",
                            "Add an A record to at least one exchange.", "RFC 5321 5.1"};
    FindingKind ipv6Missing{"ipv6-missing", Status::Ok, "No exchange has an IPv6 address.",
                            "Add an AAAA record to an exchange once its server answers over IPv6.", "RFC 5321 5.1"};
    FindingKind startTlsMissing{
        "starttls-missing",
        Status::Critical,
        "A server that --starttls wants to offer STARTTLS does not.",
        "Configure a certificate and enable STARTTLS; if it is configured, look for a firewall that strips it.",
        "RFC 3207 4",
        cutsShort};
    FindingKind badName{"mx-bad-name", Status::Warning,
                        "An exchange's name is no valid host name; some senders refuse it.",
                        "Give the exchange a name of letters, digits and hyphens, and put it into the MX record.",
                        "RFC 5321 2.3.5, RFC 1123 2.1"};
    FindingKind blocklisted{
        "dnsbl-listed", Status::Critical, "An address, or the domain itself, is on a DNS blocklist.",
        "Look it up on the list's own web page, mend what it names, then ask for removal.", "RFC 5782 2.1"};
    FindingKind blocklistUnusable{
        "dnsbl-unusable", Status::Warning,
        "A DNS blocklist refuses our queries, lists everything or nothing, or gives no answer.",
        "Check the zone's name and whether the list still exists; many refuse queries that come through public "
        "resolvers, so ask through one of your own.",
        "RFC 5782 5"};
    FindingKind expectationFailed{"expectation-failed", Status::Critical,
                                  "A host that --expect-down wants silent takes mail, or is no MX host.",
                                  "Check why the host answers, or correct what is expected.", ""};
};
inline constexpr OwnFindings ownFindings;

/// Every finding of this check.
inline std::vector<FindingKind> findingKinds()
{
    return kindsOf(ownFindings, mxFindings, busyFindings, hostFindings.dnsFailed, hostFindings.timedOut,
                   hostFindings.localFault, smtpFindings, reverseFindings, metricOutOfRange);
}

} // namespace mpm::checkMx
