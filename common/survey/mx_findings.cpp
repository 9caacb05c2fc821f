// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/mx_findings.hpp"

#include "smtp/findings.hpp"

#include <algorithm>

namespace mpm::mxFinding {

const FindingKind none{
    "mx-none", Status::Critical,
    "The domain has neither an MX record nor an address, or does not exist: no mail "
    "can reach it.",
    "Add MX records that name the mail hosts to the domain's zone; if the whole domain is gone, ask its registrar. A "
    "domain that wants no mail says so with a null MX (\"0 .\").",
    "RFC 5321 5.1"};

const FindingKind null{
    "mx-null", Status::Critical,
    "The domain has a null MX: it declares that it takes no mail, and senders bounce at once.",
    "If the domain is to take mail, replace the record \"MX 0 .\" by the real hosts; if not, watch it with check_mx "
    "--expect-null-mx alone. A null MX must stand alone.",
    "RFC 7505 3"};

const FindingKind implicit{
    "mx-implicit", Status::Warning, "The domain has no MX record; senders fall back to its A or AAAA address.",
    "Add an MX record that names the mail host to the domain's zone; relying on the address is an accident waiting "
    "for the web server to move.",
    "RFC 5321 5.1"};

const FindingKind unresolvable{
    "mx-unresolvable", Status::Warning, "An exchange's name has no address, or the DNS does not give it.",
    "Add A and AAAA records for the exchange to the zone that holds it, or remove the MX record that names it.",
    "RFC 5321 5.1"};

const FindingKind notGlobal{
    "address-not-global", Status::Warning,
    "An address in the DNS is private, loopback or otherwise unreachable from "
    "the Internet.",
    "Put the public address into the exchange's A or AAAA record; a split-horizon DNS must not leak its inner view.",
    "RFC 6890"};

const FindingKind addressLiteral{
    "mx-address-literal", Status::Critical, "An MX record holds an address where a host name belongs; senders skip it.",
    "Give the host a name with an A or AAAA record, and put that name into the MX record.", "RFC 5321 5.1"};

const FindingKind tooMany{
    "mx-too-many", Status::Warning,
    "There are more exchanges or addresses than one run visits; senders don't try that many either.",
    "Keep the MX set to a handful of hosts; several addresses behind one name spread load as well.", "RFC 5321 5.1"};

std::vector<FindingKind> lookupKinds()
{
    return {none, null, implicit, unresolvable, addressLiteral, tooMany, notGlobal};
}

} // namespace mpm::mxFinding

namespace mpm {

std::vector<Finding> judgeMxSet(const MxSet& set, Status timeoutStatus)
{
    const auto subject = set.domain.toString();
    const auto detail = set.failure ? set.failure->detail : "";
    switch (set.state) {
    case MxSet::State::Found: return {};
    case MxSet::State::Implicit:
        return {found(mxFinding::implicit, subject, "has no MX record; its own address takes the mail")};
    case MxSet::State::Null:
        return {found(mxFinding::null, subject,
                      "has a null MX (\"" + std::to_string(set.records.empty() ? 0 : set.records.front().preference) +
                          " .\"): it takes no mail")};
    case MxSet::State::NullMixed:
        return {found(mxFinding::null, subject,
                      "has a null MX (\".\") beside other MX records; some senders bounce, others deliver")};
    case MxSet::State::None:
        return {found(mxFinding::none, subject,
                      "has neither an MX record nor an address (" + set.resolver.toString() + " says so)")};
    case MxSet::State::NoSuchDomain:
        if (!set.aliases.empty()) {
            return {found(mxFinding::none, subject, "is an alias that leads nowhere: " + detail)};
        }
        return {found(mxFinding::none, subject, "does not exist (NXDOMAIN from " + set.resolver.toString() + ")")};
    case MxSet::State::Failed: break;
    }
    if (set.failure && set.failure->kind == FailureKind::LocalFault) {
        return {found(smtpFinding::localFault, subject, "MX look-up failed: " + detail)};
    }
    // A server that stays silent within its own patience is a DNS failure; only the deadline is a time-out.
    auto finding = found(smtpFinding::dnsFailed, subject, "MX look-up failed: " + detail);
    if (set.failure && set.failure->kind == FailureKind::TimedOut) {
        finding.status = timeoutStatus;
    }
    return {finding};
}

std::vector<Finding> judgeReachability(const std::vector<NamedAddress>& addresses)
{
    const bool noneLeft = std::none_of(addresses.begin(), addresses.end(), [](const NamedAddress& each) {
        return each.address.isGlobal() && each.takesMail;
    });
    std::vector<Finding> findings;
    for (const auto& [host, address, takesMail] : addresses) {
        if (address.isGlobal()) {
            continue;
        }
        auto finding = found(mxFinding::notGlobal, host + " [" + address.toString() + "]",
                             "is not reachable from the Internet: " + std::string(address.specialPurpose()));
        if (noneLeft) {
            finding.status = Status::Critical;
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::vector<Finding> judgeLeftOut(const std::string& subject, std::size_t visited, std::size_t leftOut,
                                  std::string_view noun)
{
    if (leftOut == 0) {
        return {};
    }
    return {found(mxFinding::tooMany, subject,
                  "has " + std::to_string(visited + leftOut) + " " + std::string(noun) + "; " +
                      std::to_string(leftOut) + " of them were not looked at")};
}

} // namespace mpm
