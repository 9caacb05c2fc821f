// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/senders.hpp"

#include "check/ascii.hpp"
#include "check_smtp_tls/findings.hpp"
#include "tls/judge_sts.hpp"

#include <algorithm>
#include <functional>

namespace mpm::checkSmtpTls {
namespace {

/// Why a kind of sender does not deliver to a host; empty when it does.
using Obstacle = std::function<std::string(const HostSeen&)>;

bool isSession(const AddressSeen& address)
{
    return address.visit.tls && address.visit.tls->established() && address.visit.tls->version >= TlsVersion::Tls12;
}

template <class Predicate>
bool anyAddress(const HostSeen& host, Predicate predicate)
{
    return std::any_of(host.addresses.begin(), host.addresses.end(), predicate);
}

/// Takes TLS where it is to be had, and verifies nothing.
std::string opportunistic(const HostSeen& host)
{
    const auto greeted = [](const AddressSeen& address) {
        return std::any_of(
            address.visit.exchanges.begin(), address.visit.exchanges.end(), [](const Exchange& exchange) {
                return (exchange.step == Step::Ehlo || exchange.step == Step::Helo) && exchange.answered(250);
            });
    };
    return anyAddress(host, greeted) ? "" : "does not answer";
}

std::string problemsOf(const HostSeen& host)
{
    for (const auto& address : host.addresses) {
        if (isSession(address) && !address.visit.tls->problems.empty()) {
            return address.visit.tls->problems.front().text;
        }
    }
    return "no TLS session";
}

/// RFC 8461 section 4: the host must be in the policy, TLS 1.2 at least, the certificate trusted and for its name.
std::string mtaSts(const HostSeen& host, const StsPolicy& policy)
{
    if (IpAddress::parse(host.host) || !policy.allows(DnsName::parse(host.host))) {
        return "not in the policy";
    }
    const auto trusted = [](const AddressSeen& address) {
        return isSession(address) && address.visit.tls->problems.empty();
    };
    return anyAddress(host, trusted) ? "" : problemsOf(host);
}

bool isForDane(const HostSeen& host)
{
    return host.tlsa && (host.tlsa->state == TlsaLookup::State::Found || host.tlsa->state == TlsaLookup::State::Failed);
}

/// RFC 7672 section 2.2: hosts without records are served as by an opportunistic sender.
std::string dane(const HostSeen& host)
{
    if (!isForDane(host)) {
        return opportunistic(host);
    }
    if (host.tlsa->state == TlsaLookup::State::Failed) {
        return "the TLSA question fails";
    }
    if (!anyAddress(host, isSession)) {
        return "no TLS session";
    }
    const auto authenticated = [](const AddressSeen& address) {
        const auto* facts = address.visit.tls && address.visit.tls->dane ? &*address.visit.tls->dane : nullptr;
        return facts != nullptr && isSession(address) && (facts->authenticated || !facts->anyUsable());
    };
    return anyAddress(host, authenticated) ? "" : "no TLSA record matches";
}

SenderClass classOf(const std::string& name, bool applies, const Observation& seen, const Obstacle& obstacle)
{
    SenderClass result{name, applies, seen.hosts.size(), 0, ""};
    for (const auto& host : seen.hosts) {
        const auto why = applies ? obstacle(host) : "";
        if (why.empty()) {
            ++result.open;
        } else {
            result.obstacles += (result.obstacles.empty() ? "" : ", ") + host.host + " (" + why + ")";
        }
    }
    return result;
}

} // namespace

std::vector<SenderClass> classify(const Observation& seen)
{
    const bool enforced = seen.sts && isEnforced(*seen.sts);
    return {classOf("opportunistic", true, seen, opportunistic),
            classOf("MTA-STS", enforced, seen, [&](const HostSeen& host) { return mtaSts(host, *seen.sts->policy); }),
            classOf("DANE", std::any_of(seen.hosts.begin(), seen.hosts.end(), isForDane), seen, dane)};
}

std::vector<Finding> judgeSenders(const Observation& seen)
{
    std::vector<Finding> findings;
    const auto classes = classify(seen);
    if (!seen.mx || classes.front().open == 0) {
        return findings; // nobody gets through, or it is not for one host to say
    }
    for (const auto& senders : classes) {
        if (senders.applies && senders.open == 0) {
            findings.push_back(found(sendersCutOff, seen.target,
                                     senders.name + " senders keep the mail and then bounce it: " + senders.obstacles));
        }
    }
    return findings;
}

std::string namesOfServed(const Observation& seen)
{
    std::vector<std::string> names;
    for (const auto& senders : classify(seen)) {
        if (senders.applies && senders.open > 0) {
            names.push_back(senders.name);
        }
    }
    const auto last = names.size() > 1 ? " and " + names.back() : "";
    if (!last.empty()) {
        names.pop_back();
    }
    return join(names, ", ") + last;
}

void describeSenders(const Observation& seen, Observations& observations)
{
    for (const auto& senders : classify(seen)) {
        observations.table("senders").push_back({{"senders", senders.name},
                                                 {"applies", senders.applies},
                                                 {"delivers", senders.open > 0},
                                                 {"hosts", static_cast<std::int64_t>(senders.hosts)},
                                                 {"hosts_open", static_cast<std::int64_t>(senders.open)},
                                                 {"obstacles", senders.obstacles}});
    }
}

} // namespace mpm::checkSmtpTls
