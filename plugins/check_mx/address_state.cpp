// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/address_state.hpp"

#include "survey/judge_mail_hosts.hpp"

#include <algorithm>

namespace mpm::checkMx {
namespace {

AddressState stateAfter(const Failure& failure)
{
    switch (failure.kind) {
    case FailureKind::TimedOut: return AddressState::Silent;
    case FailureKind::Protocol: return AddressState::Refuses;
    case FailureKind::LocalFault: return AddressState::Untried;
    case FailureKind::NoRoute: return AddressState::NoRoute;
    default: return AddressState::Down;
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

SendersByFamily walk(std::string name, std::optional<Family> family, const std::vector<HostSeen>& hosts)
{
    SendersByFamily sender;
    sender.name = std::move(name);
    sender.family = family;
    for (const auto& host : hosts) {
        for (const auto& address : host.addresses) {
            if (family && address.address.family() != *family) {
                continue;
            }
            ++sender.addresses;
            const auto state = stateOf(address);
            sender.untried += state == AddressState::Untried ? 1 : 0;
            sender.noRoute += state == AddressState::NoRoute ? 1 : 0;
            const bool better =
                sender.via == nullptr || (stateOf(*sender.via) == AddressState::Busy &&
                                          (state == AddressState::Works || state == AddressState::Unseen));
            if (takesMail(state) && better) {
                sender.reaches = &host;
                sender.via = &address;
            } else if (sender.via == nullptr) {
                sender.failures.push_back(host.host + " " + whyNot(address));
            }
        }
    }
    return sender;
}

} // namespace

AddressState stateOf(const AddressSeen& address)
{
    if (!address.visit) {
        return AddressState::Unseen;
    }
    if (address.visit->connectFailure) {
        const bool noRoute = address.visit->connectFailure->kind == FailureKind::NoRoute;
        return noRoute && isOutOfTheWorld(address) ? AddressState::Down : stateAfter(*address.visit->connectFailure);
    }
    const auto* last = decisive(*address.visit);
    if (last == nullptr) {
        return AddressState::Down;
    }
    if (last->failure) {
        return stateAfter(*last->failure);
    }
    switch (last->reply->codeClass()) {
    case 2: return AddressState::Works;
    case 4: return AddressState::Busy;
    default: return AddressState::Refuses;
    }
}

bool takesMail(AddressState state)
{
    return state == AddressState::Works || state == AddressState::Busy || state == AddressState::Unseen;
}

bool takesMail(const HostSeen& host)
{
    return std::any_of(host.addresses.begin(), host.addresses.end(),
                       [](const AddressSeen& address) { return takesMail(stateOf(address)); });
}

bool accepts(const HostSeen& host)
{
    return std::any_of(host.addresses.begin(), host.addresses.end(),
                       [](const AddressSeen& address) { return stateOf(address) == AddressState::Works; });
}

bool isSilent(const HostSeen& host)
{
    if (host.addresses.empty()) {
        return host.lookupFailure && host.lookupFailure->kind == FailureKind::TimedOut;
    }
    return std::all_of(host.addresses.begin(), host.addresses.end(),
                       [](const AddressSeen& address) { return stateOf(address) == AddressState::Silent; });
}

bool wasTried(const HostSeen& host)
{
    return std::any_of(host.addresses.begin(), host.addresses.end(), [](const AddressSeen& address) {
        const auto state = stateOf(address);
        return state != AddressState::Unseen && state != AddressState::Untried && state != AddressState::NoRoute;
    });
}

std::string_view toString(AddressState state)
{
    switch (state) {
    case AddressState::Works: return "works";
    case AddressState::Busy: return "busy";
    case AddressState::Refuses: return "refuses";
    case AddressState::Silent: return "silent";
    case AddressState::Down: return "down";
    case AddressState::NoRoute: return "no-route";
    case AddressState::Untried: return "not-tried";
    case AddressState::Unseen: return "not-connected";
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
    const auto* last = stateOf(address) == AddressState::Works ? visit.at(Step::Greeting) : decisive(visit);
    if (last == nullptr) {
        return place;
    }
    const auto step = place + " " + std::string(mpm::toString(last->step));
    return last->reply ? step + " " + last->reply->shown() : step + ": " + last->failure->detail;
}

std::string whyNot(const AddressSeen& address)
{
    return isOutOfTheWorld(address) ? "[" + address.address.toString() + "] " + outOfTheWorld(address)
                                    : outcome(address);
}

std::vector<SendersByFamily> walkAsSenders(const std::vector<HostSeen>& hosts, FamilyChoice families)
{
    std::vector<SendersByFamily> senders;
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
