// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge.hpp"
#include "check_mx/options.hpp"
#include "check_mx/probe.hpp"
#include "cli/run_plugin.hpp"
#include "cli/smtp_options.hpp"
#include "net/network.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkMx::description, argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkMx::readOptions(line, common);
        const auto network = std::make_shared<Network>(common.network);
        const Asked asked{options.target.survey.target.name(),
                          options.policy.connected
                              ? placeOf(options.target.survey.target.port, Protocol::Smtp,
                                        options.policy.startTls ? std::optional(TlsMode::StartTls) : std::nullopt)
                              : std::vector<Label>()};
        return PreparedCheck{asked, [=](Deadline deadline) {
                                 const auto seen = checkMx::observe(options.target, network->world(), deadline);
                                 return checkMx::judge(seen, options.policy);
                             }};
    });
}
