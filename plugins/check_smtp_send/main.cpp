// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/judge.hpp"
#include "check_smtp_send/options.hpp"
#include "check_smtp_send/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/configured_dns.hpp"
#include "net/configured_resolver.hpp"
#include "net/dns_socket.hpp"
#include "net/poco_digests.hpp"
#include "net/system_resolver.hpp"
#include "net/tcp_dialer.hpp"
#include "net/tls_module.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkSmtpSend::description(), argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto given = checkSmtpSend::readOptions(line, common);
        const auto& named = given.target;
        if (named.plan.tls) {
            TlsModule tls;
            demandUsableFiles(tls, named.plan.tls->request);
        }
        return PreparedCheck{named.domain ? named.domain->toString() : named.host, [=](Deadline deadline) {
                                 const auto& ownName = given.target.plan.clientName;
                                 const checkSmtpSend::Run run{
                                     ownName.empty() ? localHostName(deadline) : ownName, randomOctets(24),
                                     std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
                                 const auto options = checkSmtpSend::prepared(given, run);
                                 const auto& network = common.network;
                                 ConfiguredResolver resolver(network.resolvers, network.source);
                                 DnsClient dns(options.target.domain || options.target.dane
                                                   ? configureDns(network.resolvers, network.source)
                                                   : DnsClientConfig());
                                 TlsModule tls;
                                 TcpDialer dialer(network.source, &tls);
                                 PocoDigests digests;
                                 const checkSmtpSend::World world{resolver, dns, dialer, digests};
                                 return checkSmtpSend::judge(checkSmtpSend::observe(options.target, world, deadline),
                                                             options.policy);
                             }};
    });
}
