// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/address_state.hpp"

#include <algorithm>

namespace mpm::checkMx {
namespace {

Reach reachOf(const Failure& failure)
{
    switch (failure.kind) {
    case FailureKind::TimedOut: return Reach::Silent;
    case FailureKind::Protocol: return Reach::Refuses;
    case FailureKind::LocalFault: return Reach::Untried;
    case FailureKind::NoRoute: return Reach::NoRoute;
    default: return Reach::Down;
    }
}

/// The exchange that shows how far a sender gets: the last of greeting, EHLO and HELO.
const Exchange* decisive(const SmtpVisit& visit)
{
    for (const auto step : {Step::Helo, Step::Ehlo, Step::Greeting}) {
        if (const auto* exchange = visit.at(step)) {
            return exchange;
        }
    }
    return nullptr;
}

SenderClass walk(std::string name, std::optional<Family> family, const std::vector<HostSeen>& hosts)
{
    SenderClass sender;
    sender.name = std::move(name);
    sender.family = family;
    for (const auto& host : hosts) {
        for (const auto& address : host.addresses) {
            if (family && address.address.family() != *family) {
                continue;
            }
            ++sender.addresses;
            const auto reach = reachOf(address);
            sender.untried += reach == Reach::Untried ? 1 : 0;
            sender.noRoute += reach == Reach::NoRoute ? 1 : 0;
            const bool better = sender.via == nullptr || (reachOf(*sender.via) == Reach::Busy &&
                                                          (reach == Reach::Works || reach == Reach::Unseen));
            if (takesMail(reach) && better) {
                sender.reaches = &host;
                sender.via = &address;
            } else if (sender.via == nullptr) {
                sender.failures.push_back(host.host.name.toString() + " " + whyNot(address));
            }
        }
    }
    return sender;
}

} // namespace

bool lacksEveryRoute(const AddressSeen& address)
{
    return !address.address.isGlobal() && address.visit && address.visit->connectFailure &&
           address.visit->connectFailure->kind == FailureKind::NoRoute;
}

Reach reachOf(const AddressSeen& address)
{
    if (!address.visit) {
        return Reach::Unseen;
    }
    if (address.visit->connectFailure) {
        return lacksEveryRoute(address) ? Reach::Down : reachOf(*address.visit->connectFailure);
    }
    const auto* last = decisive(*address.visit);
    if (last == nullptr) {
        return Reach::Down;
    }
    if (last->failure) {
        return reachOf(*last->failure);
    }
    switch (last->reply->codeClass()) {
    case 2: return Reach::Works;
    case 4: return Reach::Busy;
    default: return Reach::Refuses;
    }
}

bool takesMail(Reach reach)
{
    return reach == Reach::Works || reach == Reach::Busy || reach == Reach::Unseen;
}

bool takesMail(const HostSeen& host)
{
    return std::any_of(host.addresses.begin(), host.addresses.end(),
                       [](const AddressSeen& address) { return takesMail(reachOf(address)); });
}

bool isSilent(const HostSeen& host)
{
    if (host.addresses.empty()) {
        return host.lookupFailure && host.lookupFailure->kind == FailureKind::TimedOut;
    }
    return std::all_of(host.addresses.begin(), host.addresses.end(),
                       [](const AddressSeen& address) { return reachOf(address) == Reach::Silent; });
}

bool wasTried(const HostSeen& host)
{
    return std::any_of(host.addresses.begin(), host.addresses.end(), [](const AddressSeen& address) {
        const auto reach = reachOf(address);
        return reach != Reach::Unseen && reach != Reach::Untried && reach != Reach::NoRoute;
    });
}

std::string_view toString(Reach reach)
{
    switch (reach) {
    case Reach::Works: return "works";
    case Reach::Busy: return "busy";
    case Reach::Refuses: return "refuses";
    case Reach::Silent: return "silent";
    case Reach::Down: return "down";
    case Reach::NoRoute: return "no-route";
    case Reach::Untried: return "not-tried";
    case Reach::Unseen: return "not-connected";
    }
    return "down";
}

std::string outcome(const AddressSeen& address)
{
    if (!address.visit) {
        return "[" + address.address.toString() + "]";
    }
    const auto& visit = *address.visit;
    auto place = visit.endpoint.toString();
    if (visit.connectFailure) {
        return place + " " + visit.connectFailure->detail;
    }
    const auto* last = reachOf(address) == Reach::Works ? visit.at(Step::Greeting) : decisive(visit);
    if (last == nullptr) {
        return place;
    }
    const auto step = place + " " + std::string(mpm::toString(last->step));
    return last->reply ? step + " " + last->reply->shown() : step + ": " + last->failure->detail;
}

std::string whyNot(const AddressSeen& address)
{
    if (!lacksEveryRoute(address)) {
        return outcome(address);
    }
    return "[" + address.address.toString() +
           "] is not reachable from the Internet: " + std::string(address.address.specialPurpose());
}

std::vector<SenderClass> walkAsSenders(const std::vector<HostSeen>& hosts, FamilyChoice families)
{
    std::vector<SenderClass> senders;
    if (families == FamilyChoice::Any) {
        senders.push_back(walk("dual-stack", std::nullopt, hosts));
    }
    if (wants(families, Family::IPv4)) {
        senders.push_back(walk("IPv4-only", Family::IPv4, hosts));
    }
    if (wants(families, Family::IPv6)) {
        senders.push_back(walk("IPv6-only", Family::IPv6, hosts));
    }
    return senders;
}

} // namespace mpm::checkMx
