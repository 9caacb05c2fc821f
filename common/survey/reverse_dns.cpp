// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/reverse_dns.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "io/judge_failure.hpp"
#include "survey/findings.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::size_t mostPointerNames = 8; // an address with hundreds of names must not cost hundreds of look-ups

} // namespace

ReverseDns lookUpReverse(Resolver& resolver, const IpAddress& address, Deadline deadline)
{
    ReverseDns seen;
    seen.address = address;
    auto pointers = resolver.pointers(address, deadline);
    seen.names = std::move(pointers.names);
    seen.failure = std::move(pointers.failure);
    if (seen.names.size() > mostPointerNames) {
        seen.namesLeftOut = seen.names.size() - mostPointerNames;
        seen.names.resize(mostPointerNames);
    }
    const auto family = address.family() == Family::IPv4 ? FamilyChoice::IPv4 : FamilyChoice::IPv6;
    for (const auto& name : seen.names) {
        const auto forward = resolver.addresses(name, family, deadline);
        if (std::find(forward.addresses.begin(), forward.addresses.end(), address) != forward.addresses.end()) {
            seen.confirmed = name;
            seen.failure.reset();
            break;
        }
        if (forward.failure && forward.failure->kind != FailureKind::NoSuchName) {
            seen.failure = forward.failure;
        }
    }
    return seen;
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
