// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/lookup.hpp"

#include "check/append.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

/// For those that are silent once one address is known.
constexpr Seconds graceForTheSilent{1.0};

std::vector<const DnsAnswer*> askedOf(const AddressAnswers& answers)
{
    std::vector<const DnsAnswer*> asked;
    for (const auto* family : {&answers.aaaa, &answers.a}) {
        if (family->has_value()) {
            asked.push_back(&**family);
        }
    }
    return asked;
}

} // namespace

std::vector<IpAddress> AddressAnswers::addresses() const
{
    std::vector<IpAddress> result;
    for (const auto* answer : askedOf(*this)) {
        if (answer->outcome != DnsOutcome::Answered) {
            continue;
        }
        for (const auto& value : answer->values<AddressRecord>()) {
            addOnce(result, value.address);
        }
    }
    return interleaveFamilies(result);
}

std::optional<Failure> AddressAnswers::failure() const
{
    const auto asked = askedOf(*this);
    for (const auto* answer : asked) {
        if (answer->outcome != DnsOutcome::Answered && !answer->isConclusive()) {
            return answer->failure();
        }
    }
    const auto has = [&](DnsOutcome outcome) {
        return std::find_if(asked.begin(), asked.end(), [=](const auto* x) { return x->outcome == outcome; });
    };
    if (asked.empty() || has(DnsOutcome::Answered) != asked.end()) {
        return std::nullopt;
    }
    if (const auto none = has(DnsOutcome::NoSuchName); none != asked.end()) {
        return (*none)->failure();
    }
    if (asked.size() == 1) {
        return asked.front()->failure();
    }
    return Failure{FailureKind::NoSuchName, "no address at " + asked.front()->finalName().toString() +
                                                " (neither A nor AAAA, NOERROR from " +
                                                asked.front()->server.toString() + ")"};
}

std::size_t AddressAnswers::leftOut() const
{
    std::size_t count = 0;
    for (const auto* answer : askedOf(*this)) {
        count += answer->outcome == DnsOutcome::Answered ? answer->message.answersLeftOut : 0;
    }
    return count;
}

std::optional<std::uint32_t> AddressAnswers::ttl() const
{
    std::optional<std::uint32_t> least;
    for (const auto* answer : askedOf(*this)) {
        if (const auto ttl = answer->ttl()) {
            least = std::min(least.value_or(*ttl), *ttl);
        }
    }
    return least;
}

namespace {

std::vector<DnsQuestion> addressQuestions(const std::vector<DnsName>& names, FamilyChoice families)
{
    std::vector<DnsQuestion> questions;
    for (const auto& name : names) {
        if (wants(families, Family::IPv6)) {
            questions.push_back({name, RecordType::Aaaa});
        }
        if (wants(families, Family::IPv4)) {
            questions.push_back({name, RecordType::A});
        }
    }
    return questions;
}

/// By name, as they were asked for.
std::vector<AddressAnswers> sorted(std::vector<DnsAnswer> answers, const std::vector<DnsName>& names,
                                   FamilyChoice families)
{
    auto next = answers.begin();
    std::vector<AddressAnswers> result;
    for (const auto& name : names) {
        auto& mine = result.emplace_back(AddressAnswers{name, {}, {}});
        if (wants(families, Family::IPv6)) {
            mine.aaaa = std::move(*next++);
        }
        if (wants(families, Family::IPv4)) {
            mine.a = std::move(*next++);
        }
    }
    return result;
}

} // namespace

std::vector<AddressAnswers> askAddresses(DnsTransport& dns, const std::vector<DnsName>& names, FamilyChoice families,
                                         Deadline deadline)
{
    return sorted(dns.askForAddresses(addressQuestions(names, families), graceForTheSilent, deadline), names, families);
}

void askAddresses(DnsLookups& lookups, const DnsName& name, FamilyChoice families, Deadline deadline,
                  std::function<void(AddressAnswers)> then)
{
    lookups.add({.questions = addressQuestions({name}, families),
                 .until = deadline,
                 .grace = graceForTheSilent,
                 .then = [=, then = std::move(then)](std::vector<DnsAnswer> answers) {
                     then(std::move(sorted(std::move(answers), {name}, families).front()));
                 }});
}

void lookUpAddresses(DnsLookups& lookups, const std::string& name, FamilyChoice families, Deadline deadline,
                     std::function<void(AddressLookup)> then)
{
    if (const auto literal = IpAddress::parse(name); literal && wants(families, literal->family())) {
        then({{*literal}, std::nullopt});
        return;
    }
    std::optional<DnsName> asked;
    try {
        asked = DnsName::parse(name);
    } catch (const UsageError& fault) {
        then({{}, Failure{FailureKind::NoSuchName, fault.what()}});
        return;
    }
    // One family's silence must leave time for the addresses of the other.
    askAddresses(lookups, *asked, families, deadline.share(2), [then = std::move(then)](const AddressAnswers& answers) {
        then({answers.addresses(), answers.failure(), answers.leftOut()});
    });
}

void lookUpPointers(DnsLookups& lookups, const IpAddress& address, Deadline deadline,
                    std::function<void(PointerLookup)> then)
{
    const auto read = [then = std::move(then)](const std::vector<DnsAnswer>& answers) {
        const auto& answer = answers.front();
        PointerLookup result;
        if (answer.outcome != DnsOutcome::Answered) {
            result.failure = answer.failure();
        }
        for (const auto& pointer : result.failure ? std::vector<NameRecord>() : answer.values<NameRecord>()) {
            result.names.push_back(pointer.target.toString());
        }
        then(std::move(result));
    };
    lookups.add({.questions = {{DnsName::reverseOf(address), RecordType::Ptr}}, .until = deadline, .then = read});
}

AddressLookup DnsResolver::addresses(const std::string& name, FamilyChoice families, Deadline deadline)
{
    DnsLookups lookups;
    AddressLookup result;
    lookUpAddresses(lookups, name, families, deadline, [&](AddressLookup found) { result = std::move(found); });
    dns_.follow(lookups);
    return result;
}

PointerLookup DnsResolver::pointers(const IpAddress& address, Deadline deadline)
{
    DnsLookups lookups;
    PointerLookup result;
    lookUpPointers(lookups, address, deadline, [&](PointerLookup found) { result = std::move(found); });
    dns_.follow(lookups);
    return result;
}

} // namespace mpm
