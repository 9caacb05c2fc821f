// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/judge.hpp"
#include "check_mail_auth/options.hpp"
#include "check_mail_auth/probe.hpp"
#include "cli/run_plugin.hpp"
#include "net/network.hpp"

using namespace mpm;

int main(int argc, char** argv)
{
    runPlugin(checkMailAuth::description, argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto options = checkMailAuth::readOptions(line, common);
        const auto network = std::make_shared<Network>(common.network);
        TlsRequest request;
        request.anchors = options.target.anchors;
        network->demandUsableFiles(request);
        return PreparedCheck{{options.target.domain.toString()}, [=](Deadline deadline) {
                                 const auto seen = checkMailAuth::observe(options.target, network->world(), deadline);
                                 return checkMailAuth::judge(seen, options.target, options.policy);
                             }};
    });
}
