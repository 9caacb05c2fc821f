// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/judge.hpp"
#include "check_dns_delegation/options.hpp"
#include "check_dns_delegation/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/network.hpp"

using namespace mpm;

namespace {

Report check(const checkDnsDelegation::Options& options, const NetworkOptions& network, Deadline deadline)
{
    DnsClientConfig config; // asks name servers only, so it needs no resolvers
    config.source = network.source;
    DnsClient dns(config);
    const auto askRegistry = [&](std::int64_t now, KeptAnswers usable, Deadline until) -> std::optional<RegistrySeen> {
        if (!options.registry.isWanted()) {
            return std::nullopt;
        }
        Network others(network);
        const auto world = others.world();
        return lookUpRegistry(options.registry, {world.resolver, world.dialer, network.families}, now, usable, until);
    };
    const auto seen = checkDnsDelegation::observe(options.target, dns, askRegistry, deadline);
    return checkDnsDelegation::judge(seen, options.policy);
}

} // namespace

int main(int argc, char** argv)
{
    runPlugin(checkDnsDelegation::description(), argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkDnsDelegation::readOptions(line, common);
        return PreparedCheck{options.target.zone.toString(),
                             [=](Deadline deadline) { return check(options, common.network, deadline); }};
    });
}
