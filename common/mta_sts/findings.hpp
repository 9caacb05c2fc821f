// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm {

/// MTA-STS and TLS reporting.
struct StsFindings {
    FindingKind missing{"mta-sts-missing", Status::Ok,
                        "The domain has no MTA-STS record; CRITICAL where one was demanded.",
                        "Publish TXT _mta-sts.DOMAIN \"v=STSv1; id=1;\" and serve the policy.", "RFC 8461 3.1"};
    FindingKind recordInvalid{
        "mta-sts-record-invalid", Status::Critical,
        "The MTA-STS record can't be used, so senders act as if there were none.",
        "Publish exactly one TXT record at _mta-sts.DOMAIN of the form \"v=STSv1; id=20261122T000000;\".",
        "RFC 8461 3.1"};
    FindingKind lookupFailed{
        "mta-sts-lookup-failed", Status::Ok,
        "The DNS did not answer the question for the MTA-STS or the TLSRPT record, so senders act as if there were "
        "none.",
        "Check that the resolver and the zone's own name servers answer dig TXT _mta-sts.DOMAIN and _smtp._tls.DOMAIN.",
        "RFC 8461 3.1"};
    FindingKind policyUnavailable{
        "mta-sts-policy-unavailable", Status::Critical,
        "There is an MTA-STS record, but its policy can't be fetched: senders that know it keep to it, others send "
        "unprotected.",
        "Serve https://mta-sts.DOMAIN/.well-known/mta-sts.txt with a valid certificate, status 200 and no redirect.",
        "RFC 8461 3.3"};
    FindingKind policyInvalid{"mta-sts-policy-invalid", Status::Critical,
                              "The MTA-STS policy can't be read, so senders act as if there were none.",
                              "Serve the lines version, mode, max_age and one mx for each host, each as key: value.",
                              "RFC 8461 3.2"};
    FindingKind mxMismatch{
        "mta-sts-mx-mismatch", Status::Critical,
        "An MX host is not in the MTA-STS policy: enforcing senders don't use it.",
        "Add the host to the policy's mx lines and give the TXT record a new id, before the MX record changes.",
        "RFC 8461 4.1"};
    FindingKind notEnforced{
        "mta-sts-not-enforced", Status::Ok, "The MTA-STS policy's mode is testing or none: it protects nothing.",
        "Set mode: enforce once the reports are clean, and give the TXT record a new id.", "RFC 8461 5"};
    FindingKind maxAge{"mta-sts-max-age", Status::Warning,
                       "Senders forget the MTA-STS policy within a day, which leaves it easy to suppress.",
                       "Raise max_age to some weeks (604800 or more).", "RFC 8461 3.2"};
    FindingKind contentType{"mta-sts-content-type", Status::Warning,
                            "The MTA-STS policy is not served as text/plain; some senders refuse it.",
                            "Serve the file with Content-Type: text/plain.", "RFC 8461 3.2"};
    FindingKind reportMissing{
        "tlsrpt-missing", Status::Ok,
        "The domain has no TLSRPT record, so nobody reports failures to it; CRITICAL where one was demanded.",
        "Publish TXT _smtp._tls.DOMAIN \"v=TLSRPTv1; rua=mailto:tls-reports@DOMAIN\".", "RFC 8460 3"};
    FindingKind reportInvalid{
        "tlsrpt-invalid", Status::Warning, "The TLSRPT record can't be used, so nobody reports failures.",
        "Publish exactly one TXT record of the form \"v=TLSRPTv1; rua=mailto:tls-reports@DOMAIN\".", "RFC 8460 3"};
};
inline constexpr StsFindings stsFindings;

} // namespace mpm
