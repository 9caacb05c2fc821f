// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_tls/probe.hpp"

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
    const std::size_t tasks = !target.stsDomain ? 1 : plan.target.domain ? 2 : 3;
    runParallel(tasks, [&](std::size_t task) {
        if (task == 0) {
            static_cast<MailHosts&>(seen) = survey(plan, world, deadline, visitAndTry);
        } else if (task == 1) {
            const StsSources sources{world.dns, world.resolver, world.dialer, plan.visit.tls->request.anchors};
            seen.sts = lookUpSts(*target.stsDomain, sources, deadline);
        } else {
            seen.stsMx = lookUpMx(world.dns, *target.stsDomain, deadline);
        }
    });
    seen.total = since(start);
    return seen;
}

} // namespace mpm::checkSmtpTls
