// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/probe.hpp"

#include "io/crew.hpp"
#include "io/parallel.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace mpm::checkSmtpTls {
namespace {

/// Records for the server's own key (RFC 6698 section 2.1.1, usage 3) that can't all be for one.
bool nameSeveralKeys(const std::vector<TlsaRecord>& records)
{
    return std::any_of(records.begin(), records.end(), [&](const TlsaRecord& one) {
        return std::any_of(records.begin(), records.end(), [&](const TlsaRecord& other) {
            return one.usage == 3 && other.usage == 3 && one.selector == other.selector &&
                   one.matching == other.matching && one.data != other.data;
        });
    });
}

/// One after the other behind the visit: a server may take only one connection of a client at a time.
Tries tryMore(const SmtpVisit& visited, VisitPlan plan, const Target& target, Dialer& dialer, Deadline deadline)
{
    Tries tries;
    if (target.injection && visited.tls && visited.tls->established()) {
        tries.injection = testInjection(dialer, visited.endpoint, plan, deadline);
    }
    const bool both = target.bothCertificates || nameSeveralKeys(plan.tls->request.tlsa);
    if (both && visited.tls && visited.tls->established() && !visited.tls->chain.empty()) {
        auto other = plan;
        other.tls->request.key = visited.tls->chain.front().keyType == "RSA" ? KeyKind::Ecdsa : KeyKind::Rsa;
        tries.otherKey = visit(dialer, visited.host, visited.endpoint, other, deadline);
    }
    if (target.oldest != TlsVersion::None && !visited.connectFailure) {
        plan.tls->request.most = below(target.oldest);
        tries.oldVersions = visit(dialer, visited.host, visited.endpoint, plan, deadline);
    }
    return tries;
}

} // namespace

Observation observe(const Target& target, const World& world, Deadline deadline)
{
    const auto plan = withClientName(target.survey, world, deadline);
    const auto start = Clock::now();
    Observation seen;
    std::mutex mutex;
    const auto visitAndTry = [&](const auto& host, const auto& endpoint, const auto& toSay, Deadline until) {
        auto visited = visit(world.dialer, host, endpoint, toSay, until);
        auto tries = tryMore(visited, toSay, target, world.dialer, until);
        const std::scoped_lock lock(mutex);
        seen.tries.emplace(visited.subject(), std::move(tries));
        return visited;
    };
    Crew crew;
    const auto askSts = [&](DnsLookups& lookups) {
        lookUpSts(lookups, crew, *target.stsDomain, {world.resolver, world.dialer, plan.visit.tls->request.anchors},
                  deadline, [&](StsSeen sts) { seen.sts = std::move(sts); });
    };
    const auto surveyHosts = [&](const FurtherQuestions& further) {
        static_cast<MailHosts&>(seen) = survey(plan, world, deadline, visitAndTry, further);
    };
    if (!target.stsDomain) {
        surveyHosts({});
    } else if (plan.target.domain) {
        surveyHosts({.ofTarget = askSts, .ofAddress = {}});
    } else { // the system's resolver may keep the host's survey waiting
        runParallel(2, [&](std::size_t task) {
            if (task == 0) {
                surveyHosts({});
                return;
            }
            DnsLookups lookups;
            askSts(lookups);
            lookUpMx(lookups, *target.stsDomain, deadline, [&](MxSet mx) { seen.stsMx = std::move(mx); });
            world.dns.follow(lookups);
        });
    }
    crew.finish();
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkSmtpTls
