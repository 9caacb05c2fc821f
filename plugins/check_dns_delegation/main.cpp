// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/judge.hpp"
#include "check_dns_delegation/options.hpp"
#include "check_dns_delegation/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/network.hpp"

using namespace mpm;

namespace {

/// It asks name servers only, so it needs no resolvers.
DnsClientConfig nameServersOnly(const NetworkOptions& network)
{
    DnsClientConfig config;
    config.source = network.source;
    return config;
}

/// A network is opened only where the registry is asked.
checkDnsDelegation::AskRegistry askerOf(const RegistryPlan& plan, const NetworkOptions& network)
{
    return [=](std::int64_t now, KeptAnswers usable, Deadline until) -> std::optional<RegistrySeen> {
        if (!plan.isWanted()) {
            return std::nullopt;
        }
        Network others(network);
        const auto world = others.world();
        return lookUpRegistry(plan, {world.resolver, world.dialer, network.families}, now, usable, until);
    };
}

} // namespace

int main(int argc, char** argv)
{
    runPlugin(checkDnsDelegation::description, argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkDnsDelegation::readOptions(line, common);
        const auto askRegistry = askerOf(options.registry, common.network);
        const auto config = nameServersOnly(common.network);
        return PreparedCheck{{options.target.zone.toString()}, [=](Deadline deadline) {
                                 DnsClient dns(config);
                                 const auto seen =
                                     checkDnsDelegation::observe(options.target, dns, askRegistry, deadline);
                                 return checkDnsDelegation::judge(seen, options.policy);
                             }};
    });
}
