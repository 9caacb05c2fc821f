// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/observation.hpp"

#include "check/ascii.hpp"
#include "survey/describe.hpp"
#include "survey/judge_visit.hpp"

namespace mpm::checkSmtpTls {
namespace {

void describeSts(const StsSeen& sts, Observations& observations)
{
    observations.facts.emplace_back("mta_sts_domain", sts.domain.toString());
    observations.facts.emplace_back("mta_sts_id",
                                    sts.record.state == PolicyRecord::State::Valid ? sts.record.value : "");
    observations.facts.emplace_back("mta_sts_mode", sts.policy ? std::string(toString(sts.policy->mode)) : "");
    observations.facts.emplace_back("mta_sts_max_age", static_cast<std::int64_t>(sts.policy ? sts.policy->maxAge : 0));
    observations.facts.emplace_back("mta_sts_mx", sts.policy ? harmless(join(sts.policy->mx, " ")) : "");
    observations.facts.emplace_back("mta_sts_fault", sts.fault.empty() ? sts.record.detail : sts.fault);
    observations.facts.emplace_back("tlsrpt", sts.report.state == PolicyRecord::State::Valid ? sts.report.value : "");
}

} // namespace

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
    for (const auto* name :
         {"hosts", "addresses", "tls", "certificates", "verify_errors", "tlsa", "capabilities", "replies"}) {
        observations.table(name);
    }
    for (const auto& host : seen.hosts) {
        observations.table("hosts").push_back(
            {{"host", host.host},
             {"addresses", static_cast<std::int64_t>(host.addresses.size())},
             {"tlsa", std::string(host.tlsa ? toString(host.tlsa->state) : "not asked")},
             {"lookup_failure", host.lookupFailure ? host.lookupFailure->detail : std::string()}});
    }
    if (seen.sts) {
        describeSts(*seen.sts, observations);
    }
    for (const auto* address : seen.addresses()) {
        describeVisit(address->visit, observations);
        describeSecured(address->visit, observations);
    }
    return observations;
}

} // namespace mpm::checkSmtpTls
