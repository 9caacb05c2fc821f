// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/probe.hpp"

#include "check_mail_auth/dkim/read_dkim.hpp"
#include "check_mail_auth/dmarc/read_dmarc.hpp"
#include "check_mail_auth/spf/read_spf.hpp"
#include "check_mail_auth/transport/judge_transport.hpp"
#include "io/parallel.hpp"

#include <array>

namespace mpm::checkMailAuth {

Observation observe(const Target& target, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    const auto asked = [&](auto read) {
        return askAll(
            world.dns, [&](Reading& reading) { read(target, reading); }, deadline);
    };
    const std::array<std::function<void()>, 6> tasks{
        [&] { seen.spf = asked(readSpf); },
        [&] { seen.dmarc = asked(readDmarc); },
        [&] { seen.mx = lookUpMx(world.dns, target.domain, deadline); },
        [&] { seen.dkim = asked(readDkim); },
        [&] { seen.bimi = asked(readBimi); },
        [&] {
            if (target.takesPart) {
                seen.sts =
                    lookUpSts(target.domain, {world.dns, world.resolver, world.dialer, target.anchors}, deadline);
            }
        },
    };
    runParallel(tasks.size(), [&](std::size_t task) { tasks.at(task)(); });
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkMailAuth
