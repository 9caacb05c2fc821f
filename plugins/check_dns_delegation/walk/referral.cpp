// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/walk/referral.hpp"

#include "check/append.hpp"

#include <algorithm>

namespace mpm {
namespace {

const DnsRecord* find(const std::vector<DnsRecord>& section, RecordType type)
{
    const auto found =
        std::find_if(section.begin(), section.end(), [type](const DnsRecord& record) { return record.type == type; });
    return found == section.end() ? nullptr : &*found;
}

/// The deepest name that NS records of the section stand at, if it lies on the way from `current` to the name.
std::optional<DnsName> cutIn(const std::vector<DnsRecord>& section, const DnsName& current, const DnsName& name)
{
    std::optional<DnsName> cut;
    for (const auto& record : section) {
        const bool onTheWay = record.owner.isBelow(current) && name.isWithin(record.owner);
        if (record.type == RecordType::Ns && onTheWay && (!cut || record.owner.isBelow(*cut))) {
            cut = record.owner;
        }
    }
    return cut;
}

/// NS records of another zone than the one that the server was asked as a server of.
bool pointsElsewhere(const std::vector<DnsRecord>& section, const DnsName& current)
{
    return std::any_of(section.begin(), section.end(), [&](const DnsRecord& record) {
        return record.type == RecordType::Ns && record.owner != current;
    });
}

void takeServers(ParentAnswer& result, const std::vector<DnsRecord>& section, const DnsMessage& message)
{
    for (const auto& record : section) {
        const auto* target = record.as<NameRecord>();
        if (record.type == RecordType::Ns && record.owner == result.zone && target != nullptr) {
            result.servers.push_back({target->target, addressesAmong(message.additional, target->target)});
            result.ttl = std::min(result.ttl.value_or(record.ttl), record.ttl);
        }
    }
    std::sort(result.servers.begin(), result.servers.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    const auto same = [](const auto& a, const auto& b) { return a.name == b.name; };
    result.servers.erase(std::unique(result.servers.begin(), result.servers.end(), same), result.servers.end());
    for (const auto& record : message.authority) {
        if (record.type == RecordType::Ds && record.owner == result.zone) {
            result.ds.push_back(*record.as<DsRecord>());
        }
    }
}

/// NOERROR or NXDOMAIN without a referral.
void readStatement(ParentAnswer& result, const DnsAnswer& answer, const DnsName& current)
{
    const auto& message = answer.message;
    const auto* soa = find(message.authority, RecordType::Soa);
    result.zone = soa != nullptr ? soa->owner : current;
    result.detail = answer.detail;
    if (message.recursionAvailable && !message.authoritative) {
        result.kind = ParentAnswer::Kind::Intercepted;
        result.detail = answer.server.toString() +
                        " answers as a resolver does (RA is set, AA is not) where a server of the " +
                        (current.isRoot() ? "root" : current.toString() + " zone") + " was asked";
    } else if (!answer.aliases().empty()) {
        result.kind = ParentAnswer::Kind::Alias;
        result.zone = current;
        result.detail = answer.question.name.toString() + " is an alias for " + answer.aliases().front().toString();
    } else if (answer.outcome == DnsOutcome::NoSuchName) {
        result.kind = ParentAnswer::Kind::NoSuchName;
    } else if (answer.outcome == DnsOutcome::NoData) {
        result.kind = result.zone == answer.question.name ? ParentAnswer::Kind::OwnZone : ParentAnswer::Kind::NotACut;
        result.saysNothing = soa == nullptr;
    }
}

void add(std::vector<DelegatedServer>& servers, const DelegatedServer& server)
{
    const auto known =
        std::find_if(servers.begin(), servers.end(), [&](const auto& s) { return s.name == server.name; });
    if (known == servers.end()) {
        servers.push_back(server);
    } else {
        addOnce(known->glue, server.glue);
    }
}

} // namespace

bool lacksGlue(const ParentAnswer& answer)
{
    return answer.kind == ParentAnswer::Kind::Referral &&
           std::any_of(answer.servers.begin(), answer.servers.end(), [&](const DelegatedServer& server) {
               return server.glue.empty() && server.name.isWithin(answer.zone) &&
                      !IpAddress::parse(server.name.toString());
           });
}

ParentAnswer together(ParentAnswer answer, const ParentAnswer& other)
{
    const auto referral = ParentAnswer::Kind::Referral;
    if (other.kind != referral) {
        return answer;
    }
    if (answer.kind != referral && answer.saysNothing) {
        return other;
    }
    if (answer.kind == referral && answer.zone == other.zone) {
        for (const auto& server : other.servers) {
            add(answer.servers, server);
        }
        addOnce(answer.ds, other.ds);
        std::sort(answer.servers.begin(), answer.servers.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
        answer.protocol = other.protocol;
        answer.leavesOut = answer.leavesOut || other.leavesOut;
    }
    return answer;
}

std::vector<IpAddress> addressesAmong(const std::vector<DnsRecord>& records, const DnsName& name)
{
    std::vector<IpAddress> addresses;
    for (const auto& record : records) {
        const auto* value = record.as<AddressRecord>();
        if (value != nullptr && record.owner == name) {
            addOnce(addresses, value->address);
        }
    }
    return addresses;
}

ParentAnswer readParentAnswer(const DnsAnswer& answer, const DnsName& current)
{
    ParentAnswer result;
    result.server = answer.server;
    result.outcome = answer.outcome;
    result.detail = answer.detail;
    result.seconds = answer.seconds;
    result.protocol = answer.protocol;
    result.leavesOut = answer.message.leavesOut;
    result.triedTcp = answer.protocol == DnsProtocol::Tcp;
    const auto& message = answer.message;
    const auto& name = answer.question.name;
    if (!answer.isConclusive() && answer.outcome != DnsOutcome::Referral) {
        return result;
    }
    if (message.authoritative && answer.outcome == DnsOutcome::Answered && answer.aliases().empty()) {
        result.kind = ParentAnswer::Kind::OwnZone;
        result.zone = name;
        takeServers(result, message.answer, message);
        return result;
    }
    const bool resolver = message.recursionAvailable && !message.authoritative;
    const bool inAnswer = answer.outcome == DnsOutcome::Answered && !resolver;
    const auto& section = inAnswer ? message.answer : message.authority; // some parents put it into the answer
    const bool statesAbsence = find(message.authority, RecordType::Soa) != nullptr || !answer.aliases().empty();
    const bool refers = answer.outcome == DnsOutcome::Referral ||
                        (answer.outcome == DnsOutcome::NoData && !statesAbsence && !resolver); // with AA
    const auto cut = refers || inAnswer ? cutIn(section, current, name) : std::nullopt;
    if (cut) {
        result.kind = ParentAnswer::Kind::Referral;
        result.detail.clear(); // why it is no answer, which it need not be
        result.zone = *cut;
        takeServers(result, section, message);
    } else if (answer.outcome == DnsOutcome::Referral) {
        result.kind = ParentAnswer::Kind::Lame;
        result.saysNothing = find(message.authority, RecordType::Ns) == nullptr;
    } else if (refers && pointsElsewhere(message.authority, current)) {
        result.kind = ParentAnswer::Kind::Lame; // AA makes it no statement
    } else {
        readStatement(result, answer, current);
    }
    return result;
}

} // namespace mpm
