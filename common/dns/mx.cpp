// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/mx.hpp"

#include "check/ascii.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace mpm {
namespace {

MxSet::State stateOf(const std::vector<MxRecord>& records)
{
    const auto nulls =
        std::count_if(records.begin(), records.end(), [](const MxRecord& record) { return record.exchange.isRoot(); });
    if (nulls == 0) {
        return MxSet::State::Found;
    }
    return static_cast<std::size_t>(nulls) == records.size() ? MxSet::State::Null : MxSet::State::NullMixed;
}

/// RFC 5321 section 5.1: without MX the domain's own address counts.
void takeOwnAddress(MxSet& set, const AddressAnswers& own)
{
    set.failure = own.failure();
    if (!own.addresses().empty()) {
        set.state = MxSet::State::Implicit;
        set.records.push_back({0, set.domain});
        set.failure.reset();
    } else if (set.failure && set.failure->kind != FailureKind::NoSuchName) {
        set.state = MxSet::State::Failed;
    } else {
        set.state = MxSet::State::None;
    }
}

} // namespace

std::vector<MxHost> MxSet::hosts() const
{
    std::vector<MxHost> hosts;
    for (const auto& record : records) {
        const bool known =
            std::any_of(hosts.begin(), hosts.end(), [&](const MxHost& host) { return host.name == record.exchange; });
        if (!known && !record.exchange.isRoot()) {
            hosts.push_back({record.preference, record.exchange});
        }
    }
    return hosts;
}

bool isAddressLiteral(const DnsName& exchange)
{
    const auto labels = exchange.labels();
    return !labels.empty() && std::all_of(labels.back().begin(), labels.back().end(), isDigit);
}

namespace {

/// What the answer to the question for MX says.
MxSet readMx(const DnsAnswer& answer)
{
    MxSet set;
    set.domain = answer.question.name;
    set.aliases = answer.aliases();
    set.authenticData = answer.message.authenticData;
    set.resolver = answer.server;
    switch (answer.outcome) {
    case DnsOutcome::Answered:
        set.records = answer.values<MxRecord>();
        set.recordsLeftOut = answer.message.answersLeftOut;
        set.ttl = answer.ttl();
        std::sort(set.records.begin(), set.records.end(), [](const MxRecord& a, const MxRecord& b) {
            return std::tie(a.preference, a.exchange) < std::tie(b.preference, b.exchange);
        });
        set.state = stateOf(set.records);
        break;
    case DnsOutcome::NoData: set.state = MxSet::State::None; break;
    case DnsOutcome::NoSuchName:
        set.state = MxSet::State::NoSuchDomain;
        set.failure = answer.failure();
        break;
    default:
        set.state = MxSet::State::Failed;
        set.failure = answer.failure();
        break;
    }
    return set;
}

} // namespace

void lookUpMx(DnsLookups& lookups, const DnsName& domain, Deadline deadline, std::function<void(MxSet)> then)
{
    const auto takeAnswer = [=, &lookups, then = std::move(then)](const std::vector<DnsAnswer>& answers) {
        auto set = readMx(answers.front());
        if (set.state != MxSet::State::None) {
            then(std::move(set));
            return;
        }
        askAddresses(lookups, domain, FamilyChoice::Any, deadline,
                     [set = std::move(set), then](const AddressAnswers& own) mutable {
                         takeOwnAddress(set, own);
                         then(std::move(set));
                     });
    };
    lookups.add({.questions = {{domain, RecordType::Mx}}, .until = deadline, .then = takeAnswer});
}

MxSet lookUpMx(DnsTransport& dns, const DnsName& domain, Deadline deadline)
{
    DnsLookups lookups;
    MxSet result;
    lookUpMx(lookups, domain, deadline, [&](MxSet set) { result = std::move(set); });
    dns.follow(lookups);
    return result;
}

} // namespace mpm
