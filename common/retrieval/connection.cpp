// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/connection.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t mostAddresses = 8;

} // namespace

RetrievalConnection connectTo(const MailboxUrl& url, FamilyChoice families, const RetrievalWorld& world,
                              Deadline deadline)
{
    RetrievalConnection result;
    const auto start = Clock::now();
    const auto lookup = lookUpHost(world.resolver, url.host, families, deadline);
    result.steps.push_back({RetrievalStep::LookUp, since(start)});
    if (lookup.addresses.empty()) {
        const Failure none{FailureKind::NoSuchName, url.host + " has no address"};
        result.failure = RetrievalFailure{RetrievalStep::LookUp, lookup.failure.value_or(none), {}, {}, false};
        return result;
    }
    auto addresses = interleaveFamilies(lookup.addresses);
    addresses.resize(std::min(addresses.size(), mostAddresses));
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const auto dialled = Clock::now();
        result.endpoint = Endpoint{addresses[i], url.port};
        try {
            result.channel = world.dialer.dial(*result.endpoint, deadline.fairShare(addresses.size() - i));
            result.failure.reset();
        } catch (const PeerFailed& failed) {
            result.failure = RetrievalFailure{RetrievalStep::Connect, failed.failure(), {}, {}, false};
        }
        result.steps.push_back({RetrievalStep::Connect, since(dialled)});
        if (result.channel) {
            break;
        }
    }
    return result;
}

bool isForGood(const RetrievalFailure& failure)
{
    return failure.step == RetrievalStep::Login && !failure.temporary && (failure.refusal || failure.obstacle);
}

std::string concealedFrom(const RetrievalPlan& plan, std::string_view text)
{
    Secrets secrets;
    secrets.add(plan.login.credentials.password);
    for (const auto& response : revealingResponses(plan.login.credentials)) {
        secrets.add(response);
    }
    return secrets.masked(text);
}

std::optional<RetrievalFailure> faultOfTls(const std::optional<TlsFacts>& tls, const RetrievalPlan& plan)
{
    if (!tls) {
        return std::nullopt;
    }
    if (tls->failure) {
        return RetrievalFailure{RetrievalStep::Tls, *tls->failure, {}, {}, false};
    }
    if (!tls->established() || (plan.trusts && !plan.trusts(*tls))) {
        return RetrievalFailure{RetrievalStep::Tls,
                                {FailureKind::Tls, "the TLS session is not to be trusted, so no password was sent"},
                                {},
                                {},
                                false};
    }
    return std::nullopt;
}

} // namespace mpm
