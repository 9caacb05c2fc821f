// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/judge.hpp"
#include "check_mail_roundtrip/prepare.hpp"
#include "check_mail_roundtrip/probe.hpp"
#include "cli/run_plugin.hpp"
#include "cli/smtp_options.hpp"
#include "io/wall_clock.hpp"
#include "net/dns_socket.hpp"
#include "net/network.hpp"
#include "net/poco_digests.hpp"

#include <thread>

using namespace mpm;

namespace {

void demandUsableFiles(Network& network, const checkMailRoundtrip::Target& target)
{
    if (const auto& tls = target.sending.plan.tls) {
        network.demandUsableFiles(tls->request);
    }
    if (!target.mailboxes.empty()) {
        network.demandUsableFiles(target.mailboxes.front().tls); // all have the same
    }
}

} // namespace

int main(int argc, char** argv)
{
    runPlugin(checkMailRoundtrip::description, argc, argv, [](const CommandLine& line, const CommonOptions& common) {
        const auto given = checkMailRoundtrip::readOptions(line, common);
        const auto network = std::make_shared<Network>(common.network);
        demandUsableFiles(*network, given.target);
        const auto& sending = given.target.sending;
        const Asked asked{sending.mail.name(),
                          placeOf(sending.mail.port, sending.plan.protocol,
                                  sending.plan.tls ? std::optional(sending.plan.tls->mode) : std::nullopt)};
        return PreparedCheck{
            asked, [=](Deadline deadline) {
                const auto world = network->world();
                PocoDigests digests;
                const auto options = checkMailRoundtrip::prepared(given, {world.localHostName(deadline), randomOctets});
                const checkMailRoundtrip::Outside outside{world, digests, preciseWallClock, randomOctets,
                                                          [](Seconds pause) { std::this_thread::sleep_for(pause); }};
                const auto seen = checkMailRoundtrip::observe(options.target, outside, deadline);
                return checkMailRoundtrip::judge(seen, options.policy);
            }};
    });
}
