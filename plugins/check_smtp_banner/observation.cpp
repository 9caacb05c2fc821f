// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/observation.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "smtp/judge_visit.hpp"

namespace mpm::checkSmtpBanner {

Observations describe(const Observation& seen)
{
    Observations observations;
    observations.facts = {{"host", seen.host},
                          {"resolve", seen.resolve.count()},
                          {"lookup_failure", seen.lookupFailure ? seen.lookupFailure->detail : ""}};
    for (const auto* name : {"addresses", "capabilities", "replies"}) {
        observations.table(name);
    }
    for (const auto& address : seen.addresses) {
        describeVisit(address.visit, observations);
        if (address.reverse) {
            auto& row = observations.table("addresses").back();
            row.emplace_back("ptr", harmless(join(address.reverse->names, " ")));
            row.emplace_back("ptr_confirmed", !address.reverse->confirmed.empty());
        }
    }
    return observations;
}

} // namespace mpm::checkSmtpBanner
