// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever an RDAP server or a bootstrap file says is read within bounds, and what is kept of it can
// be shown.
#include "check_dns_delegation/registry/rdap.hpp"
#include "fuzz/demand.hpp"
#include "http/url.hpp"

#include <cstdint>

using mpm::fuzz::demand;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm;
    static const auto domain = DnsName::parse("shop.example");
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto record = parseRdap(text);
    demand(record.hosts.size() <= mostRegistryHosts && record.statuses.size() <= mostRegistryItems);
    demand(!record.ds || record.ds->size() <= mostRegistryItems);
    demand((record.state == RegistryRecord::State::Registered) == record.detail.empty());
    demand(harmless(record.evidence) == record.evidence);
    demand(!record.laterEnd || (record.expires && *record.expires < *record.laterEnd));
    for (const auto& status : record.statuses) {
        demand(harmless(status, status.size()) == status);
    }
    const auto base = rdapBaseFor(text, domain);
    demand(base.empty() || (isRdapBootstrap(text) && base.ends_with('/')));
    if (const auto url = Url::parse(base)) {
        demand(Url::parse(url->toString())->toString() == url->toString());
    }
    return 0;
}
