// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/judge.hpp"
#include "check_dns_delegation/options.hpp"
#include "check_dns_delegation/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/dns_client.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkDnsDelegation::description(), argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkDnsDelegation::readOptions(line, common);
        return PreparedCheck{options.target.zone.toString(), [=](Deadline deadline) {
            DnsClientConfig config; // asks name servers only, so it needs no resolvers
            config.source = common.network.source;
            DnsClient dns(config);
            return checkDnsDelegation::judge(checkDnsDelegation::observe(options.target, dns, deadline), options.policy);
        }};
    });
}
