// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/judge.hpp"
#include "check_mx/options.hpp"
#include "check_mx/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/network.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkMx::description(), argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkMx::readOptions(line, common);
        const auto network = std::make_shared<Network>(common.network);
        return PreparedCheck{options.target.survey.target.name(), [=](Deadline deadline) {
                                 const auto seen = checkMx::observe(options.target, network->world(), deadline);
                                 return checkMx::judge(seen, options.policy);
                             }};
    });
}
