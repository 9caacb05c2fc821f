// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/observation.hpp"

#include "check/ascii.hpp"
#include "survey/describe.hpp"

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

std::vector<const TlsFacts*> Observation::sessions() const
{
    std::vector<const TlsFacts*> all;
    const auto add = [&](const SmtpVisit& visit) {
        if (visit.tls && visit.tls->established()) {
            all.push_back(&*visit.tls);
        }
    };
    for (const auto* visit : visits()) {
        add(*visit);
    }
    for (const auto& [subject, more] : tries) {
        if (more.otherKey) {
            add(*more.otherKey);
        }
    }
    return all;
}

Tries Observation::triesAt(const SmtpVisit& visit) const
{
    const auto here = tries.find(visit.subject());
    return here == tries.end() ? Tries() : here->second;
}

Observations describe(const Observation& seen)
{
    auto observations = mpm::describe(
        seen, {"hosts", "addresses", "tls", "certificates", "verify_errors", "tlsa", "capabilities", "replies"},
        [](const HostSeen& host) -> Row {
            return {{"host", host.host},
                    {"addresses", static_cast<std::int64_t>(host.addresses.size())},
                    {"tlsa", std::string(host.tlsa ? toString(host.tlsa->state) : "not asked")},
                    {"lookup_failure", host.lookupFailure ? host.lookupFailure->detail : std::string()}};
        });
    if (seen.sts) {
        describeSts(*seen.sts, observations);
    }
    return observations;
}

} // namespace mpm::checkSmtpTls
