// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/survey.hpp"

#include "io/crew.hpp"
#include "io/parallel.hpp"
#include "tls/dane_lookup.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace mpm {
namespace {

/// Fewer addresses of each host where there are many hosts. A session inside TLS takes up a hundred kilobytes.
std::size_t mostAddressesPerHost(std::size_t hosts, const SurveyPlan& plan)
{
    constexpr std::size_t mostPlain = 256;
    constexpr std::size_t mostInTls = 96;
    constexpr std::size_t mostOfOneHost = 32;
    const auto mostConnections = plan.visit.tls ? mostInTls : mostPlain;
    return std::min(mostConnections / std::max<std::size_t>(hosts, 1), mostOfOneHost);
}

/// An earlier deadline: hundreds of connections that run out of time at the same moment take a while to be
/// gathered and told.
Deadline leaveTimeToGather(Deadline deadline, std::size_t connections)
{
    constexpr std::chrono::microseconds each{500};
    return Deadline(deadline.at() - each * connections);
}

HostSeen named(const std::string& host)
{
    HostSeen seen;
    seen.host = seen.name = host;
    return seen;
}

/// What the MX records tell of the hosts, `most` at most.
MailHosts hostsOf(const MailTarget& target, std::size_t most, MxSet mx)
{
    MailHosts seen;
    seen.target = target.name();
    seen.mx = std::move(mx);
    auto exchanges = seen.mx->hosts();
    const auto count = std::min(exchanges.size(), most);
    seen.hostsLeftOut = exchanges.size() - count + seen.mx->recordsLeftOut;
    exchanges.resize(count);
    for (const auto& exchange : exchanges) {
        auto& host = seen.hosts.emplace_back();
        host.host = host.name = exchange.name.toString();
        host.exchange = exchange;
        host.literal = isAddressLiteral(exchange.name);
    }
    if (target.dane && !isSecured(seen.mx->authenticData, seen.mx->resolver, target.trust)) {
        seen.mxInsecure = whyNotSecured(seen.mx->authenticData, seen.mx->resolver);
    }
    return seen;
}

/// One run over the hosts. All that the DNS is asked goes on in the caller's thread; every visit has its own, except
/// where there is nothing else to do.
class Run {
public:
    Run(const SurveyPlan& plan, const World& world, Deadline deadline, const Visitor& visitor,
        const FurtherQuestions& further)
        : plan_(plan), world_(world), deadline_(deadline), visitor_(visitor), further_(further)
    {
    }

    MailHosts survey()
    {
        seen_.target = plan_.target.name();
        if (plan_.target.domain) {
            lookUpMx(lookups_, *plan_.target.domain, deadline_, [this](MxSet mx) {
                seen_ = hostsOf(plan_.target, mostHostsPerRun, std::move(mx));
                seen_.resolve = since(start_);
                plan_.target.dane = plan_.target.dane && seen_.mxInsecure.empty();
                takeClientName();
                for (auto& host : seen_.hosts) {
                    if (!host.literal) { // no sender connects to it (RFC 5321 section 5.1: the data must be a name)
                        lookUpExchange(host);
                    }
                }
            });
        }
        if (further_.ofTarget) {
            further_.ofTarget(lookups_);
        }
        if (!plan_.target.domain) {
            seen_.hosts.push_back(named(plan_.target.host));
            takeClientName();
            lookUpNamed(seen_.hosts.front());
        }
        world_.dns.follow(lookups_);
        crew_.finish();
        Seconds slowest{0};
        for (const auto& host : seen_.hosts) {
            slowest = std::max(slowest, host.resolve);
        }
        seen_.resolve += slowest;
        seen_.total = since(start_);
        return std::move(seen_);
    }

private:
    /// The answers for one exchange so far.
    struct Answers {
        Clock::time_point start = Clock::now();
        std::size_t waiting = 1;
        AddressLookup lookup;
    };

    /// What it takes is not the hosts' time.
    void takeClientName()
    {
        const auto before = Clock::now();
        if (visitor_ && !seen_.hosts.empty()) {
            plan_ = withClientName(plan_, world_, deadline_);
        }
        start_ += Clock::now() - before;
    }

    void lookUpExchange(HostSeen& host)
    {
        const auto& target = plan_.target;
        const auto& name = host.exchange->name;
        const auto answers = std::make_shared<Answers>();
        host.families = target.families;
        const auto until = deadline_.share(plan_.lookupShare);
        answers->waiting = target.dane ? 2 : 1;
        askAddresses(lookups_, name, target.families, until, [=, this, &host](const AddressAnswers& found) {
            for (const auto* family : {&found.a, &found.aaaa}) {
                if (host.aliases.empty() && family->has_value()) {
                    host.aliases = (*family)->aliases();
                }
            }
            host.ttl = found.ttl();
            answers->lookup = {found.addresses(), found.failure(), found.leftOut()};
            take(host, *answers);
        });
        if (target.dane) { // silence about it must leave time for the host itself
            lookUpTlsa(lookups_, name, target.port, target.trust, deadline_.share(2),
                       [=, this, &host](TlsaLookup tlsa) {
                           host.tlsa = std::move(tlsa);
                           take(host, *answers);
                       });
        }
    }

    void take(HostSeen& host, Answers& answers)
    {
        if (--answers.waiting == 0) {
            host.resolve = since(answers.start);
            visitAddresses(host, std::move(answers.lookup));
        }
    }

    void lookUpNamed(HostSeen& host)
    {
        const auto start = Clock::now();
        const auto& target = plan_.target;
        host.families = target.families;
        if (plan_.visit.tls) {
            host.name = senderName(target.host, plan_.visit.tls->request);
        }
        AddressLookup lookup;
        const auto lookUp = [&] { lookup = lookUpHost(world_.resolver, host.host, target.families, deadline_); };
        const auto lookUpDane = [&] {
            const auto owner = DnsName::parse(host.name);
            host.tlsa = lookUpTlsa(world_.dns, owner, target.port, target.trust, deadline_.share(2));
        };
        if (!target.dane) {
            lookUp();
        } else if (IpAddress::parse(host.host)) {
            lookUp();
            lookUpDane();
        } else {
            runParallel(2, [&](std::size_t task) { task == 0 ? lookUp() : lookUpDane(); });
        }
        host.resolve = since(start);
        visitAddresses(host, std::move(lookup));
    }

    void visitAddresses(HostSeen& host, AddressLookup lookup)
    {
        const auto hosts = seen_.hosts.size();
        host.lookupFailure = std::move(lookup.failure);
        const auto count = std::min(lookup.addresses.size(), mostAddressesPerHost(hosts, plan_));
        host.addressesLeftOut = lookup.addresses.size() - count + lookup.leftOut;
        host.addresses.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            host.addresses[i].address = lookup.addresses[i];
        }
        const auto connections = hosts * count;
        const auto until = leaveTimeToGather(deadline_, connections);
        const auto toSay = std::make_shared<VisitPlan>(planFor(host, connections));
        for (auto& address : host.addresses) {
            if (visitor_) {
                crew_.add([this, &host, &address, toSay, until] {
                    address.visit = visitor_(host.host, Endpoint{address.address, plan_.target.port}, *toSay, until);
                });
            }
            if (plan_.reverseDns) {
                lookUpReverse(host, address, until);
            }
            if (further_.ofAddress) {
                further_.ofAddress(lookups_, address.address, until);
            }
        }
        if (lookups_.pending() > 0) { // else the visits begin when the look-ups have ended, which is now
            crew_.begin();
        }
    }

    void lookUpReverse(const HostSeen& host, AddressSeen& address, Deadline until)
    {
        if (host.exchange) {
            mpm::lookUpReverse(lookups_, address.address, until,
                               [&address](ReverseDns reverse) { address.reverse = std::move(reverse); });
        } else {
            crew_.add([this, &address, until] {
                address.reverse = mpm::lookUpReverse(world_.resolver, address.address, until);
            });
        }
    }

    VisitPlan planFor(const HostSeen& host, std::size_t connections) const
    {
        auto toSay = plan_.visit;
        toSay.mostSaid = mostSaidByEach(connections);
        if (toSay.tls) {
            toSay.tls->request.mostChain = mostChainOfEach(connections);
            const auto domain = host.exchange ? plan_.target.name() : "";
            toSay.tls->request = forDane(toSay.tls->request, host.host, host.tlsa, domain);
        }
        return toSay;
    }

    SurveyPlan plan_;
    const World& world_;
    Deadline deadline_;
    const Visitor& visitor_;
    const FurtherQuestions& further_;
    Clock::time_point start_ = Clock::now();
    MailHosts seen_;
    DnsLookups lookups_;
    Crew crew_;
};

} // namespace

MailHosts findHosts(const MailTarget& target, std::size_t most, DnsTransport& dns, Deadline deadline)
{
    if (target.domain) {
        const auto start = Clock::now();
        auto seen = hostsOf(target, most, lookUpMx(dns, *target.domain, deadline));
        seen.resolve = since(start);
        return seen;
    }
    MailHosts seen;
    seen.target = target.name();
    seen.hosts.push_back(named(target.host));
    return seen;
}

SurveyPlan withClientName(SurveyPlan plan, const World& world, Deadline deadline)
{
    if (plan.visit.hello && plan.visit.clientName.empty()) {
        plan.visit.clientName = world.localHostName(deadline);
        plan.visit.ownName = true;
    }
    return plan;
}

MailHosts survey(const SurveyPlan& plan, const World& world, Deadline deadline, const Visitor& visitor,
                 const FurtherQuestions& further)
{
    return Run(plan, world, deadline, visitor, further).survey();
}

MailHosts survey(const SurveyPlan& plan, const World& world, Deadline deadline)
{
    return survey(plan, world, deadline, [&](const auto& host, const auto& endpoint, const auto& toSay, auto until) {
        return visit(world.dialer, host, endpoint, toSay, until);
    });
}

} // namespace mpm
