// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/probe.hpp"

#include "check_mail_auth/dkim/read_dkim.hpp"
#include "check_mail_auth/dmarc/read_dmarc.hpp"
#include "check_mail_auth/spf/read_spf.hpp"
#include "check_mail_auth/transport/judge_transport.hpp"
#include "io/crew.hpp"

#include <utility>

namespace mpm::checkMailAuth {

Observation observe(const Target& target, const World& world, Deadline deadline)
{
    const auto start = Clock::now();
    Observation seen;
    DnsLookups lookups;
    Crew crew;
    const auto ask = [&](auto read, Answers& place) {
        askAll(
            lookups, [&target, read](Reading& reading) { read(target, reading); }, deadline,
            [&place](Answers answers) { place = std::move(answers); });
    };
    ask(readSpf, seen.spf);
    ask(readDmarc, seen.dmarc);
    lookUpMx(lookups, target.domain, deadline, [&](MxSet mx) { seen.mx = std::move(mx); });
    ask(readDkim, seen.dkim);
    ask(readBimi, seen.bimi);
    if (target.takesPart) {
        lookUpSts(lookups, crew, target.domain, {world.resolver, world.dialer, target.anchors}, deadline,
                  [&](StsSeen sts) { seen.sts = std::move(sts); });
    }
    world.dns.follow(lookups);
    crew.finish();
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkMailAuth
