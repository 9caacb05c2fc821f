// SPDX-License-Identifier: GPL-3.0-or-later
#include "dns/answer.hpp"

#include <algorithm>

namespace mpm {
namespace {

const DnsName* aliasTarget(const DnsMessage& message, const DnsName& name)
{
    for (const auto& record : message.answer) {
        if (record.type == RecordType::Cname && record.owner == name) {
            return &record.as<NameRecord>()->target;
        }
    }
    return nullptr;
}

struct AliasChain {
    std::vector<const DnsName*> targets; ///< in the message
    bool endless = false;
};

AliasChain followAliases(const DnsMessage& message, const DnsQuestion& question)
{
    AliasChain chain;
    if (question.type == RecordType::Cname) {
        return chain; // the alias itself was asked for
    }
    const auto* next = aliasTarget(message, question.name);
    while (next != nullptr && !chain.endless) {
        chain.endless = *next == question.name || chain.targets.size() >= mostAliases ||
                        std::any_of(chain.targets.begin(), chain.targets.end(),
                                    [next](const DnsName* target) { return *target == *next; });
        chain.targets.push_back(next);
        next = aliasTarget(message, *next);
    }
    return chain;
}

const DnsName& endOfAliases(const DnsAnswer& answer)
{
    const auto targets = followAliases(answer.message, answer.question).targets;
    return targets.empty() ? answer.question.name : *targets.back();
}

bool holds(const std::vector<DnsRecord>& section, RecordType type)
{
    return std::any_of(section.begin(), section.end(), [type](const DnsRecord& r) { return r.type == type; });
}

/// Neither an answer nor the statement that there is none, which has an SOA (RFC 2308 section 2.2) or
/// comes from a server that may say so without.
bool isReferral(const DnsMessage& message)
{
    return !message.authoritative && message.answer.empty() && !holds(message.authority, RecordType::Soa) &&
           (holds(message.authority, RecordType::Ns) || !message.recursionAvailable);
}

DnsOutcome outcomeOf(const DnsAnswer& answer)
{
    const auto& message = answer.message;
    const auto bogus = [&] {
        return std::any_of(message.errors.begin(), message.errors.end(), [](const auto& e) { return e.isBogus(); });
    };
    if (followAliases(message, answer.question).endless) {
        return DnsOutcome::AliasLoop; // whatever the server calls it: some say SERVFAIL
    }
    switch (message.rcode) {
    case Rcode::NoError: break;
    case Rcode::NxDomain: return DnsOutcome::NoSuchName;
    case Rcode::ServFail: return bogus() ? DnsOutcome::Bogus : DnsOutcome::ServFail;
    case Rcode::Refused: return DnsOutcome::Refused;
    default: return DnsOutcome::OtherRcode;
    }
    if (message.truncated) {
        return DnsOutcome::Truncated;
    }
    if (!answer.wanted().empty()) {
        return DnsOutcome::Answered;
    }
    return isReferral(message) ? DnsOutcome::Referral : DnsOutcome::NoData;
}

/// "[127.0.0.1]:53: EDE 22 (no reachable authority)": the server with the reasons that it gave.
std::string serverAndReasons(const DnsAnswer& answer)
{
    auto text = answer.server.toString();
    for (const auto& error : answer.message.errors) {
        text += (&error == &answer.message.errors.front() ? ": " : ", ") + error.toString();
    }
    return text;
}

std::string describe(const DnsAnswer& answer)
{
    if (answer.outcome == DnsOutcome::Answered) {
        return {};
    }
    const auto& end = endOfAliases(answer);
    const auto name = answer.question.name.toString();
    const auto last = end.toString();
    const auto rcode = toString(answer.message.rcode);
    const auto source = " (" + rcode + " from " + answer.server.toString() + ")";
    const auto alias = end == answer.question.name ? "" : name + " is an alias for " + last + ": ";
    switch (answer.outcome) {
    case DnsOutcome::NoSuchName: return alias + "no such name " + last + source;
    case DnsOutcome::NoData: return alias + "no " + toString(answer.question.type) + " record at " + last + source;
    case DnsOutcome::Referral:
        return answer.server.toString() + " does not know " + name + ": it neither serves the zone nor looks names up";
    case DnsOutcome::AliasLoop:
        return "the aliases of " + name + " lead in a circle or do not end (from " + answer.server.toString() + ")";
    case DnsOutcome::Bogus:
        return "SERVFAIL for " + answer.question.toString() + ", DNSSEC validation failed, from " +
               serverAndReasons(answer);
    case DnsOutcome::ServFail:
    case DnsOutcome::Refused:
    case DnsOutcome::OtherRcode:
        return rcode + " for " + answer.question.toString() + " from " + serverAndReasons(answer);
    case DnsOutcome::Truncated:
        return "the answer for " + answer.question.toString() + " from " + answer.server.toString() + " is truncated";
    default: return {};
    }
}

} // namespace

std::string_view toString(DnsProtocol protocol)
{
    return protocol == DnsProtocol::Udp ? "UDP" : "TCP";
}

std::string_view toString(DnsOutcome outcome)
{
    switch (outcome) {
    case DnsOutcome::Answered: return "answered";
    case DnsOutcome::NoData: return "no-data";
    case DnsOutcome::NoSuchName: return "no-such-name";
    case DnsOutcome::Referral: return "referral";
    case DnsOutcome::AliasLoop: return "alias-loop";
    case DnsOutcome::ServFail: return "servfail";
    case DnsOutcome::Bogus: return "bogus";
    case DnsOutcome::Refused: return "refused";
    case DnsOutcome::OtherRcode: return "other-rcode";
    case DnsOutcome::Truncated: return "truncated";
    case DnsOutcome::Garbage: return "garbage";
    case DnsOutcome::PortClosed: return "port-closed";
    case DnsOutcome::Unreachable: return "unreachable";
    case DnsOutcome::LocalFault: return "local-fault";
    case DnsOutcome::TimedOut: return "timed-out";
    }
    return "garbage";
}

bool DnsAnswer::has(DnsOddity oddity) const
{
    return std::find(oddities.begin(), oddities.end(), oddity) != oddities.end();
}

void DnsAnswer::note(DnsOddity oddity)
{
    if (!has(oddity)) {
        oddities.push_back(oddity);
    }
}

bool DnsAnswer::isConclusive() const
{
    return outcome == DnsOutcome::Answered || outcome == DnsOutcome::NoData || outcome == DnsOutcome::NoSuchName;
}

std::vector<DnsName> DnsAnswer::aliases() const
{
    std::vector<DnsName> names;
    for (const auto* target : followAliases(message, question).targets) {
        names.push_back(*target);
    }
    return names;
}

DnsName DnsAnswer::finalName() const
{
    return endOfAliases(*this);
}

std::vector<const DnsRecord*> DnsAnswer::wanted() const
{
    std::vector<const DnsRecord*> result;
    const auto& owner = endOfAliases(*this);
    for (const auto& record : message.answer) {
        if (record.type == question.type && record.owner == owner) {
            result.push_back(&record);
        }
    }
    return result;
}

std::vector<DnsRecord> DnsAnswer::records() const
{
    std::vector<DnsRecord> result;
    for (const auto* record : wanted()) {
        result.push_back(*record);
    }
    return result;
}

std::optional<std::uint32_t> DnsAnswer::ttl() const
{
    std::optional<std::uint32_t> least;
    for (const auto* record : wanted()) {
        least = std::min(least.value_or(record->ttl), record->ttl);
    }
    return least;
}

std::vector<std::string> DnsAnswer::texts() const
{
    std::vector<std::string> result;
    for (const auto& value : values<TxtRecord>()) {
        result.push_back(value.text.raw());
    }
    return result;
}

Failure DnsAnswer::failure() const
{
    switch (outcome) {
    case DnsOutcome::NoData:
    case DnsOutcome::NoSuchName: return {FailureKind::NoSuchName, detail};
    case DnsOutcome::TimedOut: return {FailureKind::TimedOut, detail};
    case DnsOutcome::LocalFault: return {FailureKind::LocalFault, detail};
    default: return {FailureKind::DnsFailure, detail};
    }
}

DnsAnswer answerFrom(const DnsQuestion& question, DnsMessage message, const Endpoint& server)
{
    DnsAnswer answer;
    answer.question = question;
    answer.message = std::move(message);
    answer.server = server;
    if (!answer.message.caseKept) {
        answer.note(DnsOddity::CaseChanged);
    }
    answer.outcome = outcomeOf(answer);
    answer.detail = describe(answer);
    return answer;
}

} // namespace mpm
