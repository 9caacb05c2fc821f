// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge.hpp"
#include "check_mx/options.hpp"
#include "check_mx/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/configured_dns.hpp"
#include "net/system_resolver.hpp"
#include "net/tcp_dialer.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkMx::description(), argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkMx::readOptions(line, common);
        return PreparedCheck{options.target.domain.toString(), [=](Deadline deadline) {
                                 DnsClient dns(configureDns(common.network.resolvers, common.network.source));
                                 TcpDialer dialer(common.network.source);
                                 auto target = options.target;
                                 if (target.hello && target.clientName.empty()) {
                                     target.clientName = localHostName(deadline);
                                 }
                                 return checkMx::judge(checkMx::observe(target, dns, dialer, deadline), options.policy);
                             }};
    });
}
