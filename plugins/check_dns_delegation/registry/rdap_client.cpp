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

RegistryRecord readResponse(const HttpResponse& response)
{
    RegistryRecord record;
    const auto status = "HTTP " + std::to_string(response.status);
    switch (response.status) {
    case 200: return parseRdap(response.body);
    case 404:
        record.state = RegistryRecord::State::NotRegistered;
        record.detail = status;
        return record;
    case 403:
    case 429:
        record.state = RegistryRecord::State::Throttled;
        record.detail = "the server turns us away: " + status;
        return record;
    default: record.detail = "answered " + status; return record;
    }
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
