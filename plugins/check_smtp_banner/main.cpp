// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/judge.hpp"
#include "check_smtp_banner/options.hpp"
#include "check_smtp_banner/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/configured_dns.hpp"
#include "net/configured_resolver.hpp"
#include "net/system_resolver.hpp"
#include "net/tcp_dialer.hpp"
#include "net/tls_module.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkSmtpBanner::description(), argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkSmtpBanner::readOptions(line, common);
        if (options.target.plan.tls) {
            TlsModule tls;
            demandUsableFiles(tls, options.target.plan.tls->request);
        }
        const auto name = options.domain ? options.domain->toString() : options.host;
        return PreparedCheck{
            name, [=](Deadline deadline) {
                TlsModule tls;
                TcpDialer dialer(common.network.source, &tls);
                auto target = options.target;
                if (target.plan.clientName.empty()) {
                    target.plan.clientName = localHostName(deadline);
                }
                const auto& network = common.network;
                ConfiguredResolver resolver(network.resolvers, network.source);
                DnsClient dns(options.domain || target.dane ? configureDns(network.resolvers, network.source)
                                                            : DnsClientConfig());
                const checkSmtpBanner::World world{resolver, dns, dialer};
                const auto seen = options.domain
                                      ? checkSmtpBanner::observeDomain(*options.domain, target, world, deadline)
                                      : checkSmtpBanner::observeHost(options.host, target, world, deadline);
                return checkSmtpBanner::judge(seen, options.policy);
            }};
    });
}
