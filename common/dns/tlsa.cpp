// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/tlsa.hpp"

#include "dns/lookup.hpp"

namespace mpm {
namespace {

bool isSecured(const DnsAnswer& answer, ResolverTrust trust)
{
    return isSecured(answer.message.authenticData, answer.server, trust);
}

TlsaLookup lookUpAt(DnsTransport& dns, const DnsName& base, std::uint16_t port, ResolverTrust trust, Deadline deadline)
{
    TlsaLookup result;
    result.base = base;
    const auto name = DnsName::parse("_" + std::to_string(port) + "._tcp").under(base);
    if (!name) {
        return result;
    }
    const auto answer = dns.ask(DnsQuestion{*name, RecordType::Tlsa}, deadline);
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
        if (result.detail.find(name->toString()) == std::string::npos) {
            result.detail = name->toString() + " TLSA: " + result.detail;
        }
    }
    return result;
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

TlsaLookup lookUpTlsa(DnsTransport& dns, const DnsName& host, std::uint16_t port, ResolverTrust trust,
                      Deadline deadline)
{
    const auto addresses = askAddresses(dns, {host}, FamilyChoice::Any, deadline).front();
    TlsaLookup result;
    result.base = host;
    const DnsAnswer* secured = nullptr;
    const DnsAnswer* any = nullptr;
    for (const auto* answer : {&addresses.a, &addresses.aaaa}) {
        if (answer->has_value() && (*answer)->outcome == DnsOutcome::Answered) {
            any = &**answer;
            secured = isSecured(*any, trust) ? any : secured;
        }
    }
    if (secured == nullptr) {
        result.state = any == nullptr ? TlsaLookup::State::Failed : TlsaLookup::State::Insecure;
        result.detail = any == nullptr ? host.toString() + " has no address"
                                       : whyNotSecured(any->message.authenticData, any->server);
        if (any == nullptr && addresses.failure()) {
            result.detail = addresses.failure()->detail;
            result.silent = addresses.failure()->kind == FailureKind::TimedOut;
        }
        return result;
    }
    const auto end = secured->finalName();
    if (end != host) {
        auto atEnd = lookUpAt(dns, end, port, trust, deadline);
        if (atEnd.state != TlsaLookup::State::None) {
            return atEnd;
        }
    }
    return lookUpAt(dns, host, port, trust, deadline);
}

} // namespace mpm
