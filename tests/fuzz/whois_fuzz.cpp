// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever a WHOIS server writes is read within bounds, and what is kept of it can be shown.
#include "check_dns_delegation/registry/command.hpp"
#include "check_dns_delegation/registry/date.hpp"
#include "check_dns_delegation/registry/whois.hpp"
#include "check_dns_delegation/registry/whois_client.hpp"
#include "fuzz/demand.hpp"

#include <cstdint>

using mpm::fuzz::demand;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm;
    static const auto domain = DnsName::parse("shop.example");
    const std::string_view answer(reinterpret_cast<const char*>(data), size);
    const auto record = parseWhois(answer, domain);
    demand(record.hosts.size() <= mostRegistryHosts && record.statuses.size() <= mostRegistryItems &&
           record.handles.size() <= mostRegistryItems);
    demand(harmless(record.detail) == record.detail);
    demand((record.state == RegistryRecord::State::Registered) == record.detail.empty());
    demand(harmless(record.evidence) == record.evidence);
    demand(!record.laterEnd || (record.expires && *record.expires < *record.laterEnd));
    for (const auto& status : record.statuses) {
        demand(harmless(status, status.size()) == status);
    }
    for (const auto& host : record.hosts) {
        demand(harmless(host.name.toString(), 2000) == host.name.toString());
        demand(host.addresses.size() <= mostRegistryItems);
    }
    if (record.expires) {
        const auto day = registryDay(*record.expires);
        demand(registryDay(parseRegistryDate(day).value_or(0)) == day);
    }
    for (const auto& text : {record.referral, whoisServerOf(answer)}) {
        if (const auto server = parseWhoisServer(text)) {
            demand(!registryCommand(server->host, domain).empty());
        }
        const auto command = registryCommand(text, domain);
        demand(command.find_first_of("`$;|<>\\\n\r") == std::string::npos);
    }
    parseWhoisHost(answer);
    return 0;
}
