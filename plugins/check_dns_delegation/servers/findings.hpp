// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkDnsDelegation {

/// How the servers answer.
struct ServerFindings {
    FindingKind unserved{"zone-unserved",
                         Status::Critical,
                         "No name server, or fewer addresses than --min-good wants, serves the zone.",
                         "The operator of the name servers must act: the message tells what each of them does instead. "
                         "If the delegation "
                         "points to old servers, the registrar must change it.",
                         "RFC 1034 4.1",
                         cutsShort};
    FindingKind apexCname{
        "apex-cname",
        Status::Critical,
        "The zone's own name is an alias, which hides its SOA, NS and MX records, or contradicts those beside it.",
        "The zone's operator must replace the CNAME at the zone's name by A and AAAA records, or by the hoster's ALIAS "
        "or "
        "ANAME feature.",
        "RFC 1912 2.4",
        cutsShort};
    FindingKind lame{"ns-lame",
                     Status::Warning,
                     "A name server does not serve the zone that is delegated to it.",
                     "The operator of this server must load the zone; or the registrar, and the zone's operator, "
                     "must take the server out "
                     "of the NS records.",
                     "RFC 1912 2.8",
                     cutsShort};
    FindingKind noResponse{
        "ns-no-response",
        Status::Warning,
        "A name server does not answer.",
        "The operator of this server must act: is it up, is the address right, does a firewall let UDP and TCP port 53 "
        "through?",
        "RFC 8906 1",
        cutsShort};
    FindingKind unreachable{
        "ns-unreachable",
        Status::Warning,
        "There is no way from this machine to an address, so it was not judged.",
        "This machine's operator must look at its route to the address (ip route get ADDRESS); without IPv6 here, use "
        "--use-ipv4.",
        "",
        cutsShort};
    FindingKind localFault{"local-fault",
                           Status::Unknown,
                           "This machine could not carry out the check.",
                           "This machine's operator must mend it: the source address, its limits on sockets and "
                           "memory.",
                           "",
                           cutsShort};
    FindingKind noTcp{
        "ns-no-tcp", Status::Warning, "A name server answers over UDP, but not over TCP; long answers need TCP.",
        "The operator of this server must let TCP port 53 through the firewall and make the server listen on it.",
        "RFC 7766 5"};
    FindingKind truncated{"ns-truncated", Status::Warning,
                          "An answer is too long for UDP, and TCP does not work: nobody gets it from there.",
                          "The operator of this server must let TCP port 53 through; fewer or smaller keys would make "
                          "the answer shorter.",
                          "RFC 7766 5"};
    FindingKind noEdns{
        "ns-no-edns", Status::Warning, "A name server does not understand EDNS, or drops questions that use it.",
        "The operator of this server must update it, or mend the firewall in front of it that inspects DNS.",
        "RFC 6891 7"};
    FindingKind recursive{
        "ns-recursive", Status::Warning, "A name server looks up any name for anybody: it can be abused for attacks.",
        "The operator of this server must switch recursion off, or restrict it to their own clients.", "RFC 5358 4"};
    FindingKind dropsType{
        "ns-drops-type", Status::Warning, "A name server answers some questions, but not those for one type of record.",
        "The operator of this server must update it, or mend the firewall or load balancer that drops these questions.",
        "RFC 8906 3.1.2"};
    FindingKind lossy{
        "ns-lossy", Status::Warning, "A name server answered only after several questions had stayed without answer.",
        "Check this machine's own line first; then the operator of this server must look for overload, rate limits and "
        "lost packets.",
        "RFC 8906 1"};
    FindingKind serialDiffers{
        "soa-serial-differs", Status::Warning, "The servers have different versions of the zone.",
        "The operator of the server that is behind must see why it does not transfer the zone: NOTIFY, the primary's "
        "allow-transfer, TSIG keys, a firewall.",
        "RFC 1982, RFC 1996"};
    FindingKind serialUnexpected{
        "soa-serial-unexpected", Status::Critical,
        "A server's zone does not have the serial that --expect-serial wants.",
        "The operator of this server must load the zone's current version; or correct what is expected.", "RFC 1982"};
    FindingKind soaDiffers{
        "soa-differs", Status::Warning,
        "Servers with the same serial have different SOA records: there are two primaries.",
        "The zone's operator must let only one primary write the zone, and all other servers transfer it from there.",
        "RFC 1034 4.3.5"};
    FindingKind soaMultiple{"soa-multiple", Status::Warning, "A server gives several SOA records for the zone.",
                            "The zone's operator must leave one SOA record in the zone: secondaries take any of them "
                            "for the version.",
                            "RFC 1035 5.2"};
    FindingKind soaTimers{
        "soa-timers", Status::Warning,
        "The SOA record's timers contradict each other: secondaries will drop the zone or never "
        "catch up.",
        "The zone's operator must set retry below refresh, and expire well above refresh (3600, 900, 1209600 do).",
        "RFC 1912 2.2"};
    FindingKind timedOut{"timed-out",
                         Status::Critical,
                         "The answer did not come before the deadline; --timeout sets the status.",
                         "Raise --timeout to see which servers are silent. This machine's operator must look at its "
                         "line, and at a firewall "
                         "that drops port 53.",
                         "",
                         cutsShort};
};
inline constexpr ServerFindings serverFindings;

} // namespace mpm::checkDnsDelegation
