// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/lookup.hpp"

#include "check/append.hpp"
#include "check/usage_error.hpp"

#include <algorithm>

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

std::vector<AddressAnswers> askAddresses(DnsTransport& dns, const std::vector<DnsName>& names, FamilyChoice families,
                                         Deadline deadline)
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
    auto answers = dns.askForAddresses(questions, graceForTheSilent, deadline);
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

AddressLookup DnsResolver::addresses(const std::string& name, FamilyChoice families, Deadline deadline)
{
    if (const auto literal = IpAddress::parse(name); literal && wants(families, literal->family())) {
        return {{*literal}, std::nullopt};
    }
    try {
        // One family's silence must leave time for the addresses of the other.
        const auto answers = askAddresses(dns_, {DnsName::parse(name)}, families, deadline.share(2)).front();
        return {answers.addresses(), answers.failure(), answers.leftOut()};
    } catch (const UsageError& fault) {
        return {{}, Failure{FailureKind::NoSuchName, fault.what()}};
    }
}

PointerLookup DnsResolver::pointers(const IpAddress& address, Deadline deadline)
{
    const auto answer = dns_.ask(DnsQuestion{DnsName::reverseOf(address), RecordType::Ptr}, deadline);
    if (answer.outcome != DnsOutcome::Answered) {
        return {{}, answer.failure()};
    }
    PointerLookup result;
    for (const auto& pointer : answer.values<NameRecord>()) {
        result.names.push_back(pointer.target.toString());
    }
    return result;
}

} // namespace mpm
