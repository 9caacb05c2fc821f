// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/servers/service.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

using State = Service::State;

Service silence(const ServerAddressSeen& address)
{
    const auto* ns = address.at(Topic::Ns);
    if (ns != nullptr && ns->outcome == DnsOutcome::Answered && ns->message.authoritative) {
        return {State::Good, ""}; // it drops SOA questions alone, which is a finding of its own
    }
    const auto* tcp = address.at(Topic::SoaTcp);
    if (tcp == nullptr) {
        return {State::Silent, "does not answer"};
    }
    switch (tcp->outcome) {
    case DnsOutcome::Answered: return {State::Silent, "answers over TCP only: UDP is filtered"};
    case DnsOutcome::TimedOut: return {State::Silent, "answers neither over UDP nor over TCP"};
    case DnsOutcome::PortClosed:
        return {State::Silent, "does not answer over UDP, and refuses TCP: the machine is up, "
                               "but the name server is not, or is filtered"};
    default: return {State::Silent, "does not answer over UDP, and not usefully over TCP"};
    }
}

/// ": Network is unreachable": without the address, which is the subject.
std::string reason(const std::string& detail)
{
    const auto at = detail.rfind(": ");
    return at == std::string::npos ? "" : detail.substr(at);
}

/// What is wrong with octets that are no answer, without the server's address, which is the subject.
std::string withoutServer(std::string detail, const Endpoint& server)
{
    for (const auto& text : {" from " + server.toString(), server.toString() + " "}) {
        if (const auto at = detail.find(text); at != std::string::npos) {
            detail.erase(at, text.size());
        }
    }
    return detail;
}

bool refersElsewhere(const DnsMessage& message)
{
    return std::any_of(message.authority.begin(), message.authority.end(),
                       [](const DnsRecord& record) { return record.type == RecordType::Ns; });
}

/// A CNAME at the zone's own name in any answer with authority: it may be there beside the SOA.
std::optional<DnsName> apexAlias(const ServerAddressSeen& address, const DnsName& zone)
{
    for (const auto& [topic, answer] : address.answers) {
        if (!answer.message.authoritative) {
            continue;
        }
        for (const auto& record : answer.message.answer) {
            const auto* alias = record.as<NameRecord>();
            if (record.type == RecordType::Cname && record.owner == zone && alias != nullptr) {
                return alias->target;
            }
        }
    }
    return std::nullopt;
}

Service answered(const DnsAnswer& soa)
{
    const auto& message = soa.message;
    const auto zone = soa.question.name.toString();
    if (!message.authoritative) {
        return {State::Lame, message.recursionAvailable
                                 ? "answers without authority (AA is not set): it is a resolver, or passes questions on"
                                 : "answers without authority (AA is not set)"};
    }
    if (!soa.aliases().empty()) {
        return {State::Alias, "says that " + zone + " is an alias for " + soa.aliases().front().toString()};
    }
    switch (soa.outcome) {
    case DnsOutcome::Answered: return {State::Good, ""};
    case DnsOutcome::NoSuchName: return {State::Lame, "says that " + zone + " does not exist (NXDOMAIN)"};
    default: return {State::Lame, "has no SOA record for " + zone};
    }
}

/// What the answers say, the zone's own name being no alias.
Service judged(const ServerAddressSeen& address)
{
    const auto* soa = address.at(Topic::Soa);
    if (soa == nullptr) {
        return {State::Silent, "was not asked"};
    }
    const auto zone = soa->question.name.toString();
    switch (soa->outcome) {
    case DnsOutcome::Answered:
    case DnsOutcome::NoData:
    case DnsOutcome::NoSuchName:
    case DnsOutcome::AliasLoop: return answered(*soa);
    case DnsOutcome::Referral:
        return {State::Lame,
                "does not serve " + zone +
                    (refersElsewhere(soa->message) ? ": it refers to other servers"
                                                   : ": its answer is empty and without authority (AA is not set)")};
    case DnsOutcome::Refused: return {State::Lame, "answers REFUSED: it does not serve " + zone};
    case DnsOutcome::ServFail:
    case DnsOutcome::Bogus: return {State::Lame, "answers SERVFAIL: it can't load " + zone + ", or lost its primary"};
    case DnsOutcome::OtherRcode: return {State::Lame, "answers " + toString(soa->message.rcode)};
    case DnsOutcome::Truncated: return {State::Lame, "cuts its SOA answer short, and TCP does not work"};
    case DnsOutcome::Garbage: return {State::Lame, "sends no valid answer: " + withoutServer(soa->detail, soa->server)};
    case DnsOutcome::PortClosed: return {State::Closed, "is up, but nobody listens on the port (connection refused)"};
    case DnsOutcome::Unreachable:
        return {State::Unreachable, "can't be reached from this machine" + reason(soa->detail)};
    case DnsOutcome::LocalFault: return {State::LocalFault, soa->detail};
    case DnsOutcome::TimedOut: break;
    }
    return silence(address);
}

} // namespace

std::string_view toString(Service::State state)
{
    switch (state) {
    case State::Good: return "good";
    case State::Alias: return "alias";
    case State::Lame: return "lame";
    case State::Silent: return "silent";
    case State::Closed: return "closed";
    case State::Unreachable: return "unreachable";
    case State::LocalFault: return "local-fault";
    }
    return "silent";
}

Service serviceOf(const ServerAddressSeen& address)
{
    auto service = judged(address);
    if (service.state == State::Good) {
        const auto& zone = address.at(Topic::Soa)->question.name;
        if (const auto alias = apexAlias(address, zone)) {
            service = {State::Alias, "says that " + zone.toString() + " is an alias for " + alias->toString() +
                                         ", beside its SOA record"};
        }
    }
    return service;
}

bool Assessment::isGood(const IpAddress& address) const
{
    return std::any_of(good.begin(), good.end(), [&](const auto* seenGood) { return seenGood->address == address; });
}

bool Assessment::isGood(const NameServerSeen& server) const
{
    bool any = false;
    for (const auto& address : server.addresses) {
        const auto state = services.at(address).state;
        any = any || state == State::Good;
        if (state != State::Good && state != State::Unreachable) {
            return false;
        }
    }
    return any;
}

std::string Assessment::dig(const IpAddress& address, const std::string& what) const
{
    const auto port = seen.port == 53 ? "" : "-p " + std::to_string(seen.port) + " ";
    return "dig +norec " + port + "@" + address.toString() + " " + seen.zone.toString() + " " + what;
}

std::string Assessment::dig(const std::string& what) const
{
    return good.empty() ? "dig " + seen.zone.toString() + " " + what : dig(good.front()->address, what);
}

Assessment assess(const Observation& seen, const Policy& policy)
{
    Assessment assessment{seen, policy, {}, {}};
    for (const auto& address : seen.addresses) {
        const auto service = serviceOf(address);
        if (service.state == State::Good || service.state == State::Alias) {
            assessment.good.push_back(&address);
        }
        assessment.services.emplace(address.address, service);
    }
    return assessment;
}

} // namespace mpm::checkDnsDelegation
