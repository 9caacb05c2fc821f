// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge.hpp"
#include "check_smtp_tls/options.hpp"
#include "check_smtp_tls/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/configured_dns.hpp"
#include "net/configured_resolver.hpp"
#include "net/openssl_provider.hpp"
#include "net/system_resolver.hpp"
#include "net/tcp_dialer.hpp"

using namespace mpm;

namespace {

Report check(const checkSmtpTls::Options& options, const NetworkOptions& network, Deadline deadline)
{
    OpensslProvider tls;
    TcpDialer dialer(network.source, &tls);
    DnsClient dns(configureDns(network.resolvers, network.source));
    auto target = options.target;
    if (target.plan.clientName.empty()) {
        target.plan.clientName = localHostName(deadline);
    }
    ConfiguredResolver resolver(network.resolvers, network.source);
    const checkSmtpTls::World world{resolver, dns, dialer};
    const auto seen = options.domain ? checkSmtpTls::observeDomain(*options.domain, target, world, deadline)
                                     : checkSmtpTls::observeHost(options.host, target, world, deadline);
    return checkSmtpTls::judge(seen, options.policy);
}

} // namespace

int main(int argc, char** argv)
{
    runPlugin(checkSmtpTls::description(), argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkSmtpTls::readOptions(line, common);
        OpensslProvider tls;
        demandUsableFiles(tls, options.target.plan.tls->request);
        const auto name = options.domain ? options.domain->toString() : options.host;
        return PreparedCheck{name, [=](Deadline deadline) { return check(options, common.network, deadline); }};
    });
}
