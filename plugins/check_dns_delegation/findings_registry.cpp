// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/findings.hpp"

namespace mpm::checkDnsDelegation::registryFinding {

const FindingKind unavailable{"registry-unavailable", Status::Warning,
                              "The registry's WHOIS or RDAP server gives no answer of use.",
                              "Usually a rate limit or an outage of theirs: ask less often, with --cache-dir. All else "
                              "was checked as usual. If it "
                              "stays, name another server with --whois=SERVER.",
                              "RFC 3912, RFC 9083"};

const FindingKind notRegistered{"domain-not-registered", Status::Warning,
                                "The registry says that the domain is not registered.",
                                "Ask the registrar at once whether the domain was deleted; if it is delegated "
                                "nevertheless, the registry's server may "
                                "be the wrong one.",
                                ""};

const FindingKind onHold{"domain-on-hold", Status::Critical,
                         "The registry took the domain out of the DNS, or is about to delete it.",
                         "Call the registrar at once: an unpaid bill, a missing confirmation of the owner's address or "
                         "a dispute are the usual "
                         "reasons.",
                         "RFC 5731 2.3"};

const FindingKind expiresSoon{
    "domain-expires-soon", Status::Warning,
    "The domain's registration ends soon; the thresholds of domain_days decide.",
    "Have the registrar renew the domain, and check that automatic renewal and the means of payment are in order.", ""};

const FindingKind nsDiffers{
    "registry-ns-differs", Status::Warning, "The registry lists other name servers than the parent zone delegates to.",
    "A change takes up to a day to reach the parent zone. If nobody ordered one, ask the registrar at once who did.",
    "RFC 5731 1.1"};

const FindingKind hostWithoutAddress{
    "registry-host-no-address", Status::Warning, "The registry has a name server within the zone without its address.",
    "Have the registrar enter the address of this host object (glue).", "RFC 5732 1.1"};

const FindingKind dsDiffers{"registry-ds-differs", Status::Warning, "The registry has another DS than the parent zone.",
                            "A change takes up to a day to reach the parent zone; if it stays, ask the registrar.",
                            "RFC 5910"};

std::vector<FindingKind> kinds()
{
    return {unavailable, notRegistered, onHold, expiresSoon, nsDiffers, hostWithoutAddress, dsDiffers};
}

} // namespace mpm::checkDnsDelegation::registryFinding
