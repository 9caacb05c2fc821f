// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/judge.hpp"
#include "check_smtp_send/prepare.hpp"
#include "cli/run_plugin.hpp"
#include "cli/smtp_options.hpp"
#include "io/wall_clock.hpp"
#include "net/dns_socket.hpp"
#include "net/network.hpp"
#include "net/poco_digests.hpp"
#include "sending/walk.hpp"

using namespace mpm;

namespace {

/// The world must outlive it.
checkSmtpSend::Run thisRun(const World& world, Deadline deadline)
{
    return {[&world, deadline] { return world.localHostName(deadline); }, randomOctets(24), wallClock()};
}

} // namespace

int main(int argc, char** argv)
{
    runPlugin(checkSmtpSend::description, argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto given = checkSmtpSend::readOptions(line, common);
        const auto network = std::make_shared<Network>(common.network);
        if (const auto& tls = given.target.plan.tls) {
            network->demandUsableFiles(tls->request);
        }
        const auto& plan = given.target.plan;
        const Asked asked{given.target.mail.name(), placeOf(given.target.mail.port, plan.protocol,
                                                            plan.tls ? std::optional(plan.tls->mode) : std::nullopt)};
        return PreparedCheck{asked, [=](Deadline deadline) {
                                 const auto world = network->world();
                                 const auto options = checkSmtpSend::prepared(given, thisRun(world, deadline));
                                 PocoDigests digests;
                                 const auto seen = sending::observe(options.target, world, digests, deadline);
                                 return checkSmtpSend::judge(seen, options.policy);
                             }};
    });
}
