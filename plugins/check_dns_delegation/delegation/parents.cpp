// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/delegation/parents.hpp"

#include <algorithm>

namespace mpm::checkDnsDelegation {
namespace {

using Kind = ParentAnswer::Kind;

bool says(const ParentAnswer& answer, const DnsName& zone)
{
    switch (answer.kind) {
    case Kind::Referral:
    case Kind::OwnZone: return answer.zone == zone;
    case Kind::Alias:
    case Kind::NotACut:
    case Kind::NoSuchName: return true;
    case Kind::Intercepted:
    case Kind::Lame:
    case Kind::Failed: break;
    }
    return false;
}

std::set<DsRecord> asSet(const std::vector<DsRecord>& records)
{
    return {records.begin(), records.end()};
}

bool holds(const std::vector<DnsRecord>& section, RecordType type)
{
    return std::any_of(section.begin(), section.end(), [=](const DnsRecord& record) { return record.type == type; });
}

/// Views with this property, of those that have an opinion.
template <class Opinion>
bool differ(const std::vector<ParentView>& views, Opinion opinion)
{
    std::optional<std::decay_t<decltype(*opinion(views.front()))>> first;
    for (const auto& view : views) {
        const auto own = opinion(view);
        if (own && first && *own != *first) {
            return true;
        }
        first = first ? first : own;
    }
    return false;
}

std::optional<std::set<DnsName>> namesIn(const ParentView& view)
{
    if (view.answer->kind != Kind::Referral || view.answer->leavesOut) {
        return std::nullopt;
    }
    std::set<DnsName> names;
    for (const auto& [name, glue] : view.glue) {
        names.insert(name);
    }
    return names;
}

bool glueDiffers(const std::vector<ParentView>& views)
{
    ParentView::Glue all;
    for (const auto& view : views) {
        for (const auto& [name, glue] : view.answer->leavesOut ? ParentView::Glue() : view.glue) {
            if (all.try_emplace(name, glue).first->second != glue) {
                return true;
            }
        }
    }
    return false;
}

bool refersTo(const ParentAnswer& parent, const DnsName& zone)
{
    return parent.kind == Kind::Referral && parent.zone == zone;
}

/// Null when it is not among them, which are in order.
const DelegatedServer* serverIn(const ParentAnswer& parent, const DnsName& name)
{
    const auto& servers = parent.servers;
    const auto place =
        std::lower_bound(servers.begin(), servers.end(), name,
                         [](const DelegatedServer& server, const DnsName& n) { return server.name < n; });
    return place == servers.end() || place->name != name ? nullptr : &*place;
}

} // namespace

bool ParentView::delegates() const
{
    return answer->kind == Kind::Referral || answer->kind == Kind::OwnZone;
}

std::vector<ParentView> parentViews(const Walk& walk)
{
    std::vector<ParentView> views;
    for (const auto& answer : walk.parents()) {
        if (!says(answer, walk.target)) {
            continue;
        }
        auto& view = views.emplace_back();
        view.answer = &answer;
        for (const auto& server : answer.kind == Kind::Referral ? answer.servers : std::vector<DelegatedServer>()) {
            auto& glue = view.glue[server.name];
            if (server.name.isWithin(walk.target)) { // what else comes along is up to the server
                glue.insert(server.glue.begin(), server.glue.end());
            }
        }
        if (!answer.ds.empty() && !answer.leavesOut) {
            view.ds = asSet(answer.ds);
        }
    }
    return views;
}

std::vector<ParentView> parentViews(const Observation& seen)
{
    auto views = parentViews(seen.walk);
    for (auto& view : views) {
        for (const auto& answer : seen.parentDs) {
            const auto ds = answer.server == view.answer->server ? statedDs(answer, seen.zone) : std::nullopt;
            view.ds = ds && !answer.message.leavesOut ? asSet(*ds) : view.ds;
        }
        for (const auto& answer : seen.parentSoa) {
            const auto soa = answer.values<SoaRecord>();
            if (answer.server == view.answer->server && answer.message.authoritative && !soa.empty()) {
                view.serial = soa.front().serial;
            }
        }
    }
    return views;
}

Contradictions compare(const std::vector<ParentView>& views)
{
    if (views.empty()) {
        return {};
    }
    Contradictions found;
    found.existence = differ(views, [](const ParentView& view) { return std::optional(view.delegates()); });
    found.names = differ(views, namesIn);
    found.glue = glueDiffers(views);
    found.ds = differ(views, [](const ParentView& view) { return view.delegates() ? view.ds : std::nullopt; });
    return found;
}

std::optional<std::vector<DsRecord>> statedDs(const DnsAnswer& answer, const DnsName& zone)
{
    const auto& authority = answer.message.authority;
    const bool byChild = std::any_of(authority.begin(), authority.end(), [&](const DnsRecord& record) {
        return record.type == RecordType::Soa && record.owner == zone;
    });
    const bool refers =
        answer.outcome == DnsOutcome::NoData && holds(authority, RecordType::Ns) && !holds(authority, RecordType::Soa);
    if (!answer.isConclusive() || !answer.message.authoritative || byChild || refers) {
        return std::nullopt;
    }
    return answer.outcome == DnsOutcome::Answered ? answer.values<DsRecord>() : std::vector<DsRecord>();
}

bool leavesOut(const Observation& seen)
{
    const auto& parents = seen.walk.parents();
    return std::any_of(parents.begin(), parents.end(),
                       [&](const ParentAnswer& parent) { return refersTo(parent, seen.zone) && parent.leavesOut; });
}

bool isListedByAllParents(const Observation& seen, const DnsName& name)
{
    const auto& parents = seen.walk.parents();
    return std::all_of(parents.begin(), parents.end(), [&](const ParentAnswer& parent) {
        return !refersTo(parent, seen.zone) || parent.leavesOut || serverIn(parent, name) != nullptr;
    });
}

bool isGlueOfAllParents(const Observation& seen, const DnsName& name, const IpAddress& address)
{
    const auto& parents = seen.walk.parents();
    return !name.isWithin(seen.zone) || std::all_of(parents.begin(), parents.end(), [&](const ParentAnswer& parent) {
        const auto* server = serverIn(parent, name);
        return !refersTo(parent, seen.zone) || parent.leavesOut ||
               (server != nullptr &&
                std::find(server->glue.begin(), server->glue.end(), address) != server->glue.end());
    });
}

bool isDsOfAllParents(const Observation& seen, const DsRecord& ds)
{
    const auto views = parentViews(seen);
    return std::all_of(views.begin(), views.end(),
                       [&](const ParentView& view) { return !view.delegates() || !view.ds || view.ds->contains(ds); });
}

bool isDisputed(const Observation& seen, const NameServerSeen& server)
{
    return server.atParent && !server.inChild && !isListedByAllParents(seen, server.name);
}

bool isDisputed(const Observation& seen, const IpAddress& address)
{
    const auto owners = seen.serversAt(address);
    return !owners.empty() && std::all_of(owners.begin(), owners.end(), [&](const NameServerSeen* server) {
        const auto own = server->found ? server->found->addresses : std::vector<IpAddress>();
        const bool glueOfSome =
            std::find(own.begin(), own.end(), address) == own.end() && !isGlueOfAllParents(seen, server->name, address);
        return isDisputed(seen, *server) || glueOfSome;
    });
}

} // namespace mpm::checkDnsDelegation
