// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_banner/observation.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "survey/describe.hpp"
#include "survey/judge_visit.hpp"

namespace mpm::checkSmtpBanner {

std::vector<const AddressSeen*> Observation::addresses() const
{
    std::vector<const AddressSeen*> all;
    for (const auto& host : hosts) {
        for (const auto& address : host.addresses) {
            all.push_back(&address);
        }
    }
    return all;
}

Observations describe(const Observation& seen)
{
    Observations observations;
    observations.facts = {{"target", seen.target}, {"resolve", seen.resolve.count()}};
    for (const auto* name : {"hosts", "addresses", "capabilities", "replies"}) {
        observations.table(name);
    }
    for (const auto& host : seen.hosts) {
        observations.table("hosts").push_back(
            {{"host", host.host},
             {"addresses", static_cast<std::int64_t>(host.addresses.size())},
             {"lookup_failure", host.lookupFailure ? host.lookupFailure->detail : std::string()}});
    }
    for (const auto* address : seen.addresses()) {
        describeVisit(address->visit, observations);
        describeSecured(address->visit, observations);
        if (address->reverse) {
            auto& row = observations.table("addresses").back();
            row.emplace_back("ptr", harmless(join(address->reverse->names, " ")));
            row.emplace_back("ptr_confirmed", !address->reverse->confirmed.empty());
        }
    }
    return observations;
}

} // namespace mpm::checkSmtpBanner
