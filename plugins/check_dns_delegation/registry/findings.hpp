// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkDnsDelegation {

/// What the registry says.
struct RegistryFindings {
    FindingKind unavailable{
        "registry-unavailable",
        Status::Warning,
        "The registry's WHOIS or RDAP server gives no answer of use.",
        "Nobody has to act at once: it is usually the registry's rate limit or outage, and all else was checked as "
        "usual. "
        "On "
        "this host, ask less often by --cache-dir; if it stays, name another server with --whois=SERVER or "
        "--rdap-bootstrap.",
        "RFC 3912, RFC 9083",
        cutsShort};
    FindingKind notRegistered{"domain-not-registered",
                              Status::Warning,
                              "The registry says that the domain is not registered.",
                              "The domain's owner must ask the registrar at once whether the domain was deleted. If it "
                              "is delegated nevertheless, the server that was asked may not be the registry's.",
                              "",
                              cutsShort};
    FindingKind onHold{"domain-on-hold", Status::Critical,
                       "The registry took the domain out of the DNS, or is about to delete it.",
                       "The domain's owner must call the registrar at once: an unpaid bill, a missing confirmation of "
                       "the owner's address or a dispute are the usual reasons.",
                       "RFC 5731 2.3, RFC 3915"};
    FindingKind expiresSoon{"domain-expires-soon", Status::Warning,
                            "The domain's registration ends soon; the thresholds of domain_days decide.",
                            "The registrar must renew the domain; its owner checks that automatic renewal and the "
                            "means of payment are in order.",
                            ""};
    FindingKind expired{"domain-expired", Status::Critical,
                        "The domain's registration has ended; the thresholds of domain_days decide.",
                        "The domain's owner must have the registrar renew it at once: what is not renewed now is "
                        "deleted, and then anybody's. "
                        "Some registries show the old date for weeks after an automatic renewal.",
                        "RFC 3915"};
    FindingKind nsDiffers{"registry-ns-differs", Status::Warning,
                          "The registry lists other name servers than the parent zone delegates to.",
                          "A change takes up to a day to reach the parent zone: then the registry must act, by way of "
                          "the registrar. If nobody ordered one, ask the registrar at once who did.",
                          "RFC 5731 1.1"};
    FindingKind hostWithoutAddress{"registry-host-no-address", Status::Warning,
                                   "The registry has a name server within the zone without its address.",
                                   "The registrar must enter the address of this host object (glue).", "RFC 5732 1.1"};
    FindingKind hostDiffers{"registry-host-differs", Status::Warning,
                            "The registry has another address of a name server within the zone than its glue or the "
                            "zone.",
                            "A change takes up to a day to reach the parent zone; if it stays, the registrar must "
                            "correct the address of this host object.",
                            "RFC 5732 1.1"};
    FindingKind dsDiffers{"registry-ds-differs", Status::Warning, "The registry has another DS than the parent zone.",
                          "A change takes up to a day to reach the parent zone; if it stays, the registrar must act.",
                          "RFC 5910"};
    FindingKind answer{"registry-answer", Status::Ok,
                       "What the registry says of the domain, and how old that answer is where it was kept.",
                       "Nothing: this is what there is to know.", "RFC 3912, RFC 9083"};
};
inline constexpr RegistryFindings registryFindings;

} // namespace mpm::checkDnsDelegation
