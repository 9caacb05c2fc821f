// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/judge.hpp"
#include "check_smtp_tls/options.hpp"
#include "check_smtp_tls/probe.hpp"
#include "cli/run_plugin.hpp"
#include "cli/smtp_options.hpp"
#include "net/network.hpp"
#include "net/openssl_provider.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkSmtpTls::description, argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkSmtpTls::readOptions(line, common);
        const auto& plan = options.target.survey;
        const auto network = std::make_shared<Network>(common.network, std::make_unique<OpensslProvider>());
        network->demandUsableFiles(plan.visit.tls->request);
        return PreparedCheck{{plan.target.name(), placeOf(plan)}, [=](Deadline deadline) {
                                 const auto seen = checkSmtpTls::observe(options.target, network->world(), deadline);
                                 return checkSmtpTls::judge(seen, options.policy);
                             }};
    });
}
