// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/judge.hpp"
#include "check_smtp_banner/options.hpp"
#include "cli/run_plugin.hpp"
#include "cli/smtp_options.hpp"
#include "net/network.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkSmtpBanner::description, argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkSmtpBanner::readOptions(line, common);
        const auto network = std::make_shared<Network>(common.network);
        if (const auto& tls = options.plan.visit.tls) {
            network->demandUsableFiles(tls->request);
        }
        return PreparedCheck{{options.plan.target.name(), placeOf(options.plan)}, [=](Deadline deadline) {
                                 const auto seen = survey(options.plan, network->world(), deadline);
                                 return checkSmtpBanner::judge(seen, options.policy);
                             }};
    });
}
