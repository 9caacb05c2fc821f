// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/reverse_dns.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "dns/lookup.hpp"
#include "io/judge_failure.hpp"
#include "survey/findings.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t mostPointerNames = 8; // an address with hundreds of names must not cost hundreds of look-ups

FamilyChoice familyOf(const IpAddress& address)
{
    return address.family() == Family::IPv4 ? FamilyChoice::IPv4 : FamilyChoice::IPv6;
}

ReverseDns readPointers(const IpAddress& address, PointerLookup pointers)
{
    ReverseDns seen;
    seen.address = address;
    seen.names = std::move(pointers.names);
    seen.failure = std::move(pointers.failure);
    if (seen.names.size() > mostPointerNames) {
        seen.namesLeftOut = seen.names.size() - mostPointerNames;
        seen.names.resize(mostPointerNames);
    }
    return seen;
}

/// Whether one of the name's addresses is the one that it was found behind.
bool leadsBack(ReverseDns& seen, const std::string& name, const AddressLookup& forward)
{
    if (std::find(forward.addresses.begin(), forward.addresses.end(), seen.address) != forward.addresses.end()) {
        seen.confirmed = name;
        seen.failure.reset();
        return true;
    }
    if (forward.failure && forward.failure->kind != FailureKind::NoSuchName) {
        seen.failure = forward.failure;
    }
    return false;
}

/// From this name on, until one leads back.
void lookForward(DnsLookups& lookups, ReverseDns seen, std::size_t next, Deadline deadline,
                 const std::function<void(ReverseDns)>& then)
{
    if (next == seen.names.size()) {
        then(std::move(seen));
        return;
    }
    auto name = seen.names[next];
    const auto family = familyOf(seen.address);
    lookUpAddresses(lookups, name, family, deadline,
                    [=, &lookups, seen = std::move(seen)](const AddressLookup& forward) mutable {
                        if (leadsBack(seen, name, forward)) {
                            then(std::move(seen));
                        } else {
                            lookForward(lookups, std::move(seen), next + 1, deadline, then);
                        }
                    });
}

} // namespace

ReverseDns lookUpReverse(Resolver& resolver, const IpAddress& address, Deadline deadline)
{
    auto seen = readPointers(address, resolver.pointers(address, deadline));
    for (const auto& name : seen.names) {
        if (leadsBack(seen, name, resolver.addresses(name, familyOf(address), deadline))) {
            break;
        }
    }
    return seen;
}

void lookUpReverse(DnsLookups& lookups, const IpAddress& address, Deadline deadline,
                   std::function<void(ReverseDns)> then)
{
    lookUpPointers(lookups, address, deadline, [=, &lookups, then = std::move(then)](PointerLookup pointers) {
        lookForward(lookups, readPointers(address, std::move(pointers)), 0, deadline, then);
    });
}

std::vector<Finding> judgeReverse(const ReverseDns& seen, const std::string& subject)
{
    if (!seen.confirmed.empty()) {
        return {};
    }
    if (seen.failure && seen.failure->kind != FailureKind::NoSuchName) {
        auto finding = judgeFailure(*seen.failure, subject, "PTR look-up of " + seen.address.toString(),
                                    Status::Warning, hostFindings.connectionClosed);
        finding.status = Status::Warning;
        return {finding};
    }
    if (seen.names.empty()) {
        return {found(reverseFindings.rdnsMissing, subject, "no PTR record for " + seen.address.toString())};
    }
    if (seen.namesLeftOut > 0) {
        return {found(reverseFindings.rdnsMismatch, subject,
                      "none of the first " + std::to_string(seen.names.size()) + " of " +
                          std::to_string(seen.names.size() + seen.namesLeftOut) + " PTR names of " +
                          seen.address.toString() + " resolves back to it: " + harmless(join(seen.names, ", ")))};
    }
    return {found(reverseFindings.rdnsMismatch, subject,
                  "PTR of " + seen.address.toString() + " is " + harmless(join(seen.names, ", ")) +
                      ", which does not resolve back to it")};
}

} // namespace mpm
