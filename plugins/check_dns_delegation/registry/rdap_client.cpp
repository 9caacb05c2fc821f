// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/rdap_client.hpp"

#include "check/peer_text.hpp"
#include "check_dns_delegation/registry/rdap.hpp"
#include "http/get.hpp"

namespace mpm {
namespace {

HttpResponse get(const NetworkAccess& network, const std::string& url, const std::string& accept, Deadline deadline)
{
    const auto parsed = Url::parse(url);
    if (!parsed) {
        throw PeerFailed(FailureKind::Protocol, "'" + harmless(url, 120) + "' is no http or https URL");
    }
    return httpGet(network, {.url = *parsed, .accept = accept}, deadline);
}

/// The text of the bootstrap file.
std::string bootstrapOf(const RegistryPlan& plan, const NetworkAccess& network, RegistrySeen& seen, Deadline deadline)
{
    if (!plan.bootstrap.empty()) {
        return plan.bootstrap;
    }
    seen.source = harmless(plan.bootstrapUrl);
    const auto response = get(network, plan.bootstrapUrl, "application/json", deadline);
    if (response.status != 200) {
        throw PeerFailed(FailureKind::Protocol, seen.source + " answered HTTP " + std::to_string(response.status));
    }
    if (!isRdapBootstrap(response.body)) {
        throw PeerFailed(FailureKind::Protocol, seen.source + " is no RDAP bootstrap file");
    }
    return response.body;
}

/// An error object tells more than the status in front of it; a page in its place is no answer of a registry's.
RegistryRecord readResponse(const HttpResponse& response)
{
    using State = RegistryRecord::State;
    auto record = parseRdap(response.body);
    const auto status = "HTTP " + std::to_string(response.status);
    const bool page = response.body.find_first_not_of(" \t\r\n") == response.body.find('<') && !response.body.empty();
    const bool told = record.state == State::NotRegistered || record.state == State::Throttled;
    if (response.status == 200) {
        return record;
    }
    record = told ? record : RegistryRecord();
    if (response.status == 403 || response.status == 429) {
        record.state = State::Throttled;
        record.detail = "the server turns us away: " + status;
    } else if (response.status == 404 && page) {
        record = RegistryRecord();
        record.detail = "answered " + status + " with a page instead of RDAP";
    } else if (response.status == 404 && record.state != State::Throttled) {
        record.state = State::NotRegistered;
        record.detail = status;
    } else if (!told) {
        record.detail = "answered " + status;
    }
    record.evidence = record.evidence.empty() ? status : status + ", " + record.evidence;
    return record;
}

} // namespace

void askByRdap(const RegistryPlan& plan, const NetworkAccess& network, RegistrySeen& seen, Deadline deadline)
{
    const auto base = rdapBaseFor(bootstrapOf(plan, network, seen, deadline), plan.domain);
    if (base.empty()) {
        throw PeerFailed(FailureKind::NoSuchName,
                         "the registry of " + plan.domain.toString() + " has no RDAP server in the bootstrap file");
    }
    for (const auto& name : registrableNames(plan.domain)) {
        const auto url = base + "domain/" + name.toString();
        seen.domain = name;
        seen.source = harmless(url);
        seen.record = readResponse(get(network, url, "application/rdap+json", deadline));
        const bool ofAZoneAbove = seen.record.domain && name.isBelow(*seen.record.domain);
        if (seen.record.state != RegistryRecord::State::NotRegistered && !ofAZoneAbove) {
            return;
        }
    }
}

} // namespace mpm
