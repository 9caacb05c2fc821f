// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/tlsa.hpp"

#include "dns/lookup.hpp"

#include <utility>

namespace mpm {
namespace {

bool isSecured(const DnsAnswer& answer, ResolverTrust trust)
{
    return isSecured(answer.message.authenticData, answer.server, trust);
}

TlsaLookup readTlsa(const DnsName& base, const DnsAnswer& answer, ResolverTrust trust)
{
    TlsaLookup result;
    result.base = base;
    if (answer.outcome == DnsOutcome::Answered) {
        result.records = answer.values<TlsaRecord>();
        const bool secured = isSecured(answer, trust);
        result.state = secured ? TlsaLookup::State::Found : TlsaLookup::State::Insecure;
        result.detail = secured ? "" : whyNotSecured(answer.message.authenticData, answer.server);
    } else if (!answer.isConclusive()) {
        result.state = TlsaLookup::State::Failed;
        const auto failure = answer.failure();
        result.silent = failure.kind == FailureKind::TimedOut;
        result.detail = failure.detail;
        const auto name = answer.question.name.toString();
        if (result.detail.find(name) == std::string::npos) {
            result.detail = name + " TLSA: " + result.detail;
        }
    }
    return result;
}

/// Whose records to look up, and how.
struct Wanted {
    DnsName host;
    std::uint16_t port = 0;
    ResolverTrust trust = ResolverTrust::Loopback;
    Deadline deadline;
};
using Then = std::function<void(TlsaLookup)>;

void lookUpAt(DnsLookups& lookups, const DnsName& base, const Wanted& wanted, const Then& then)
{
    const auto name = DnsName::parse("_" + std::to_string(wanted.port) + "._tcp").under(base);
    if (!name) {
        TlsaLookup none;
        none.base = base;
        then(none);
        return;
    }
    lookups.add({.questions = {{*name, RecordType::Tlsa}},
                 .until = wanted.deadline,
                 .then = [=, trust = wanted.trust](const std::vector<DnsAnswer>& answers) {
                     then(readTlsa(base, answers.front(), trust));
                 }});
}

/// TLSA records count only behind addresses that DNSSEC secures (RFC 7672 section 2.2.2).
void goOn(DnsLookups& lookups, const AddressAnswers& addresses, const Wanted& wanted, const Then& then)
{
    TlsaLookup result;
    result.base = wanted.host;
    const DnsAnswer* secured = nullptr;
    const DnsAnswer* any = nullptr;
    for (const auto* answer : {&addresses.a, &addresses.aaaa}) {
        if (answer->has_value() && (*answer)->outcome == DnsOutcome::Answered) {
            any = &**answer;
            secured = isSecured(*any, wanted.trust) ? any : secured;
        }
    }
    if (secured == nullptr) {
        result.state = any == nullptr ? TlsaLookup::State::Failed : TlsaLookup::State::Insecure;
        result.detail = any == nullptr ? wanted.host.toString() + " has no address"
                                       : whyNotSecured(any->message.authenticData, any->server);
        if (any == nullptr && addresses.failure()) {
            result.detail = addresses.failure()->detail;
            result.silent = addresses.failure()->kind == FailureKind::TimedOut;
        }
        then(std::move(result));
        return;
    }
    const auto end = secured->finalName();
    if (end == wanted.host) {
        lookUpAt(lookups, end, wanted, then);
        return;
    }
    lookUpAt(lookups, end, wanted, [=, &lookups](TlsaLookup atEnd) {
        if (atEnd.state != TlsaLookup::State::None) {
            then(std::move(atEnd));
        } else {
            lookUpAt(lookups, wanted.host, wanted, then);
        }
    });
}

} // namespace

std::string_view toString(TlsaLookup::State state)
{
    switch (state) {
    case TlsaLookup::State::Found: return "found";
    case TlsaLookup::State::None: return "none";
    case TlsaLookup::State::Insecure: return "insecure";
    case TlsaLookup::State::Failed: return "failed";
    }
    return "none";
}

bool isSecured(bool authenticData, const Endpoint& resolver, ResolverTrust trust)
{
    return authenticData && (trust == ResolverTrust::Any || resolver.address.isLoopback());
}

std::string whyNotSecured(bool authenticData, const Endpoint& resolver)
{
    return authenticData ? "the resolver " + resolver.toString() +
                               " vouches for them, but is not on this machine; --trust-resolver trusts it"
                         : "the resolver " + resolver.toString() + " does not vouch for them";
}

void lookUpTlsa(DnsLookups& lookups, const DnsName& host, std::uint16_t port, ResolverTrust trust, Deadline deadline,
                std::function<void(TlsaLookup)> then)
{
    const Wanted wanted{host, port, trust, deadline};
    askAddresses(lookups, host, FamilyChoice::Any, deadline,
                 [=, &lookups, then = std::move(then)](const AddressAnswers& addresses) {
                     goOn(lookups, addresses, wanted, then);
                 });
}

TlsaLookup lookUpTlsa(DnsTransport& dns, const DnsName& host, std::uint16_t port, ResolverTrust trust,
                      Deadline deadline)
{
    DnsLookups lookups;
    TlsaLookup result;
    lookUpTlsa(lookups, host, port, trust, deadline, [&](TlsaLookup found) { result = std::move(found); });
    dns.follow(lookups);
    return result;
}

} // namespace mpm
