// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/servers/questions.hpp"

#include <algorithm>
#include <array>

namespace mpm::checkDnsDelegation {
namespace {

constexpr std::size_t askedPerHost = 3; ///< addresses that are asked for the address of one name server
constexpr unsigned secondAttempts = 4;
constexpr std::size_t mostListening = 160; ///< sockets of silent servers that stay open
constexpr double tcpRoundTrips = 2.5;      ///< the connection, the answer, and a little

constexpr std::array allTopics{Topic::Soa,       Topic::SoaTcp, Topic::Ns,  Topic::Dnskey, Topic::Alias,
                               Topic::Recursion, Topic::Denial, Topic::Cds, Topic::Cdnskey};

bool isAsked(const QuestionPlan& plan, Topic topic)
{
    switch (topic) {
    case Topic::SoaTcp: return plan.tcp;
    case Topic::Denial:
    case Topic::Cds:
    case Topic::Cdnskey: return plan.signedDelegation;
    default: return true;
    }
}

/// A name that no zone has: hosts' names don't begin so.
DnsName absentName(const DnsName& zone)
{
    return DnsName::parse("_no-such-name-for-monitoring").under(zone).value_or(zone);
}

DnsQuestion questionFor(const DnsName& zone, Topic topic)
{
    switch (topic) {
    case Topic::Ns: return {zone, RecordType::Ns};
    case Topic::Dnskey: return {zone, RecordType::Dnskey};
    case Topic::Alias: return {zone, RecordType::Cname};
    case Topic::Recursion: return {DnsName(), RecordType::Ns};
    case Topic::Denial: return {absentName(zone), RecordType::A};
    case Topic::Cds: return {zone, RecordType::Cds};
    case Topic::Cdnskey: return {zone, RecordType::Cdnskey};
    case Topic::Soa:
    case Topic::SoaTcp: break;
    }
    return {zone, RecordType::Soa};
}

ServerQuestion put(const QuestionPlan& plan, const IpAddress& address, Topic topic)
{
    return {.server = {address, plan.port},
            .question = questionFor(plan.zone, topic),
            .protocol = topic == Topic::SoaTcp ? DnsProtocol::Tcp : DnsProtocol::Udp,
            .recursionDesired = topic == Topic::Recursion};
}

/// Where an answer belongs.
struct Place {
    std::size_t address = 0;
    std::optional<Topic> topic; ///< none: a host's address
    std::size_t host = 0;
};

bool failed(const DnsAnswer& answer)
{
    return answer.outcome == DnsOutcome::TimedOut || answer.outcome == DnsOutcome::ServFail ||
           answer.outcome == DnsOutcome::Truncated;
}

/// Dropped with EDNS, answered without: by its nature, or because packets were lost?
bool isDoubtful(const DnsAnswer& answer)
{
    return answer.has(DnsOddity::WithoutEdns) && answer.has(DnsOddity::Retried);
}

bool isSilent(const ServerAddressSeen& seen)
{
    return std::all_of(seen.answers.begin(), seen.answers.end(),
                       [](const auto& entry) { return entry.second.outcome == DnsOutcome::TimedOut; });
}

/// So that servers far away are heard while they are asked again.
void keepListening(std::vector<ServerQuestion>& questions)
{
    for (auto& question : questions) {
        question.keepListening = questions.size() <= mostListening;
    }
}

/// How long an answer over TCP takes from there, where UDP showed the distance.
Seconds tcpTime(const ServerAddressSeen& seen)
{
    const auto* soa = seen.at(Topic::Soa);
    return soa != nullptr && soa->isConclusive() ? soa->seconds * tcpRoundTrips : Seconds(0);
}

} // namespace

std::vector<ServerAddressSeen> askAll(DnsTransport& dns, const QuestionPlan& plan,
                                      const std::vector<IpAddress>& addresses, const std::vector<DnsName>& hosts,
                                      const Timeouts& timeouts)
{
    std::vector<ServerQuestion> questions;
    std::vector<Place> places;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        for (const auto topic : allTopics) {
            if (isAsked(plan, topic)) {
                questions.push_back(put(plan, addresses[i], topic));
                places.push_back({i, topic, 0});
            }
        }
    }
    for (std::size_t host = 0; host < hosts.size(); ++host) {
        for (std::size_t i = 0; i < std::min(askedPerHost, addresses.size()); ++i) {
            const auto address = (host + i) % addresses.size();
            for (const auto type : {RecordType::A, RecordType::Aaaa}) {
                questions.push_back({.server = {addresses[address], plan.port}, .question = {hosts[host], type}});
                places.push_back({address, std::nullopt, host});
            }
        }
    }
    keepListening(questions);
    auto answers = dns.askServers(questions, timeouts.firstTry());
    std::vector<ServerAddressSeen> seen;
    for (const auto& address : addresses) {
        seen.emplace_back().address = address;
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
        auto& place = seen[places[i].address];
        if (places[i].topic) {
            place.answers.emplace(*places[i].topic, std::move(answers[i]));
        } else {
            place.hosts.push_back(std::move(answers[i]));
        }
    }
    return seen;
}

void askRest(DnsTransport& dns, const QuestionPlan& plan, std::vector<ServerAddressSeen>& addresses,
             const Timeouts& timeouts)
{
    std::vector<ServerQuestion> questions;
    std::vector<Place> places;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        for (const auto topic : allTopics) {
            if (isAsked(plan, topic) && addresses[i].at(topic) == nullptr && !isSilent(addresses[i])) {
                questions.push_back(put(plan, addresses[i].address, topic));
                places.push_back({i, topic, 0});
            }
        }
    }
    keepListening(questions);
    auto answers = dns.askServers(questions, timeouts.firstTry());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        addresses[places[i].address].answers.emplace(*places[i].topic, std::move(answers[i]));
    }
}

void askAgain(DnsTransport& dns, const QuestionPlan& plan, std::vector<ServerAddressSeen>& addresses,
              const Timeouts& timeouts)
{
    Seconds needed{0};
    std::vector<ServerQuestion> questions;
    std::vector<Place> places;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const auto& seen = addresses[i];
        for (const auto& [topic, answer] : seen.answers) {
            if (failed(answer) || isDoubtful(answer)) {
                auto question = put(plan, seen.address, topic);
                question.attempts = secondAttempts;
                question.earlier = answer.listening;
                question.fallback = isDoubtful(answer) ? ServerQuestion::Fallback::None : ServerQuestion::Fallback::All;
                const auto* soa = seen.at(Topic::Soa);
                if (topic == Topic::SoaTcp && soa != nullptr && soa->has(DnsOddity::WithoutEdns)) {
                    question.edns = EdnsChoice::None; // it is not TCP's fault
                }
                if (topic == Topic::SoaTcp) {
                    needed = std::max(needed, tcpTime(seen));
                }
                questions.push_back(question);
                places.push_back({i, topic, 0});
            }
        }
        for (std::size_t host = 0; host < seen.hosts.size(); ++host) {
            if (failed(seen.hosts[host])) {
                questions.push_back({.server = {seen.address, plan.port},
                                     .question = seen.hosts[host].question,
                                     .attempts = secondAttempts,
                                     .earlier = seen.hosts[host].listening});
                places.push_back({i, std::nullopt, host});
            }
        }
    }
    if (questions.empty()) {
        return;
    }
    auto answers = dns.askServers(questions, timeouts.lastTry(needed));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        auto& seen = addresses[places[i].address];
        auto& before = places[i].topic ? seen.answers.at(*places[i].topic) : seen.hosts[places[i].host];
        if (failed(answers[i])) {
            before.seconds += before.outcome == DnsOutcome::TimedOut ? answers[i].seconds : Seconds(0);
            continue; // the first try says as much
        }
        const bool several = before.has(DnsOddity::Retried); // one packet is nothing
        const bool lost = before.outcome == DnsOutcome::TimedOut && several && answers[i].seconds < before.seconds;
        if (places[i].topic && lost) { // else it is only far away
            seen.onSecondTry.push_back(*places[i].topic);
        }
        before = std::move(answers[i]);
    }
}

} // namespace mpm::checkDnsDelegation
