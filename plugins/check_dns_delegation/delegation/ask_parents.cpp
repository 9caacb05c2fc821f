// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/ask_parents.hpp"

#include "check/append.hpp"
#include "check_dns_delegation/delegation/parents.hpp"

#include <algorithm>
#include <iterator>

namespace mpm::checkDnsDelegation {
namespace {

constexpr Seconds grace{0.25};

using Kind = ParentAnswer::Kind;
using Questions = std::vector<ServerQuestion>;

bool mayBeAskedOverTcp(const ParentAnswer& answer, const DnsName& zone)
{
    return answer.kind == Kind::Referral && answer.zone == zone && !answer.triedTcp;
}

ServerQuestion overTcp(const Endpoint& server, const DnsName& zone, RecordType type)
{
    return {.server = server, .question = {zone, type}, .protocol = DnsProtocol::Tcp};
}

/// Whether it lacks a name server, or glue within the zone, that others give.
bool lacksWhatOthersGive(const ParentView& view, const std::vector<ParentView>& views)
{
    return std::any_of(views.begin(), views.end(), [&](const ParentView& other) {
        return std::any_of(other.glue.begin(), other.glue.end(), [&](const auto& entry) {
            const auto own = view.glue.find(entry.first);
            return own == view.glue.end() ||
                   !std::includes(own->second.begin(), own->second.end(), entry.second.begin(), entry.second.end());
        });
    });
}

/// For what tells an older copy of the parent zone, where that has not been asked for.
Questions forSerials(const std::vector<ParentView>& views, const DnsName& parent)
{
    Questions questions;
    if (compare(views).any()) {
        for (const auto& view : views) {
            questions.push_back({.server = view.answer->server, .question = {parent, RecordType::Soa}});
        }
    }
    return questions;
}

ParentsAgain ask(DnsTransport& dns, const Walk& walk, const std::vector<Questions>& groups, Deadline deadline)
{
    ParentsAgain again;
    if (std::all_of(groups.begin(), groups.end(), [](const Questions& group) { return group.empty(); })) {
        return again;
    }
    for (auto& answers : dns.askAlternatives(groups, grace, deadline)) {
        for (auto& answer : answers) {
            if (answer.question.type == RecordType::Ns) {
                again.referrals.push_back(readParentAnswer(answer, walk.steps.back().zone));
            } else {
                auto& place = answer.question.type == RecordType::Ds ? again.ds : again.soa;
                place.push_back(std::move(answer));
            }
        }
    }
    return again;
}

/// Whether its answer may have less in it than there is: less than others say, or nothing without a word.
bool lacksDs(const DnsAnswer& answer, const std::set<DsRecord>& all, const std::vector<ParentView>& views)
{
    const auto& authority = answer.message.authority;
    const bool wordless = answer.outcome == DnsOutcome::NoData && authority.empty();
    const auto own = std::find_if(views.begin(), views.end(),
                                  [&](const ParentView& view) { return view.answer->server == answer.server; });
    return answer.protocol == DnsProtocol::Udp && own != views.end() && own->ds && (wordless || *own->ds != all);
}

/// Whether the zone's own servers list what the parent's don't.
bool isMoreInZone(const NameServerSeen& server, const DnsName& zone)
{
    const auto lacks = [&](const IpAddress& address) {
        return std::find(server.glue.begin(), server.glue.end(), address) == server.glue.end();
    };
    const bool within = server.name.isWithin(zone) && server.found && server.found->aliases.empty();
    return (server.inChild && !server.atParent) ||
           (within && server.atParent &&
            std::any_of(server.found->addresses.begin(), server.found->addresses.end(), lacks));
}

} // namespace

ParentsAgain askAboutReferrals(DnsTransport& dns, const Walk& walk, const HowToAsk& how, Deadline deadline)
{
    const auto views = parentViews(walk);
    Questions referrals;
    for (const auto& view : how.tcp ? views : std::vector<ParentView>()) {
        const auto& answer = *view.answer;
        if (mayBeAskedOverTcp(answer, walk.target) && (lacksGlue(answer) || lacksWhatOthersGive(view, views))) {
            referrals.push_back(overTcp(answer.server, walk.target, RecordType::Ns));
        }
    }
    return ask(dns, walk, {referrals, forSerials(views, walk.zone)}, deadline);
}

ParentsAgain askAboutDs(DnsTransport& dns, const Observation& seen, const HowToAsk& how, Deadline deadline)
{
    const auto views = parentViews(seen);
    std::set<DsRecord> all;
    for (const auto& view : views) {
        const auto& ds = view.ds.value_or(std::set<DsRecord>());
        all.insert(ds.begin(), ds.end());
    }
    Questions ds;
    for (const auto& answer : how.tcp ? seen.parentDs : std::vector<DnsAnswer>()) {
        if (lacksDs(answer, all, views)) {
            ds.push_back(overTcp(answer.server, seen.zone, RecordType::Ds));
        }
    }
    return ask(dns, seen.walk, {ds, seen.parentSoa.empty() ? forSerials(views, seen.walk.zone) : Questions()},
               deadline);
}

ParentsAgain askAboutAbsence(DnsTransport& dns, const Observation& seen, const HowToAsk& how, Deadline deadline)
{
    const bool more = std::any_of(seen.servers.begin(), seen.servers.end(),
                                  [&](const NameServerSeen& server) { return isMoreInZone(server, seen.zone); });
    Questions referrals;
    for (const auto& answer : how.tcp&& more ? seen.walk.parents() : std::vector<ParentAnswer>()) {
        if (mayBeAskedOverTcp(answer, seen.zone)) {
            referrals.push_back(overTcp(answer.server, seen.zone, RecordType::Ns));
        }
    }
    return ask(dns, seen.walk, {referrals}, deadline);
}

bool take(ParentsAgain again, Observation& seen)
{
    append(seen.parentSoa, std::move(again.soa));
    for (auto& answer : again.ds) {
        for (auto& before : seen.parentDs) {
            if (before.server == answer.server && statedDs(answer, seen.zone)) {
                before = answer;
            }
        }
    }
    if (again.referrals.empty() || seen.walk.end != Walk::End::Delegated) {
        return false;
    }
    auto& step = seen.walk.steps.back();
    for (const auto& answer : again.referrals) {
        takeTcp(step, answer);
    }
    auto servers = merged(step.answers, seen.zone, Kind::Referral);
    const bool more = servers != seen.walk.servers;
    seen.walk.servers = std::move(servers);
    return more;
}

} // namespace mpm::checkDnsDelegation
