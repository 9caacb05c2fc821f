// SPDX-License-Identifier: GPL-3.0-or-later
#include "sending/delivery.hpp"

#include "sending/relay_answer.hpp"
#include "sending/relay_test.hpp"
#include "sending/transaction.hpp"
#include "tls/findings.hpp"
#include "tls/judge_tls.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace mpm::sending {
namespace {

Obstacle toObstacle(const LoginObstacle& obstacle)
{
    switch (obstacle.kind) {
    case LoginObstacle::Kind::NotOffered: return {Obstacle::Kind::AuthUnavailable, obstacle.sentence};
    case LoginObstacle::Kind::WouldReveal: return {Obstacle::Kind::AuthCleartext, obstacle.sentence};
    case LoginObstacle::Kind::Unproven: break;
    }
    return {Obstacle::Kind::AuthUnproven, obstacle.sentence};
}

/// The steps of one connection; each says whether to go on.
class Dialogue {
public:
    Dialogue(SmtpSession& session, const Plan& plan, Digests& digests, Delivery& delivery)
        : session_(session), plan_(plan), digests_(digests), delivery_(delivery)
    {
    }

    /// Up to where a transaction can begin.
    bool open() { return beginTls() && greet() && sayHello() && startTls() && logIn(); }

private:
    bool goesOn(const Exchange& exchange) const
    {
        return accepts(exchange) && session_.usable() && !plan_.stopsAt(exchange.step) &&
               plan_.expectations.judge(exchange) != Expectations::Verdict::Failed;
    }

    bool beginTls()
    {
        if (!plan_.tls || plan_.tls->mode != TlsMode::Implicit) {
            return true;
        }
        session_.beginTls(request());
        return isSecure();
    }

    bool greet()
    {
        delivery_.visit.exchanges.push_back(session_.greeting());
        return goesOn(delivery_.visit.exchanges.back());
    }

    bool sayHello()
    {
        for (auto& exchange : session_.hello(plan_.protocol, plan_.clientName)) {
            delivery_.visit.exchanges.push_back(std::move(exchange));
        }
        delivery_.visit.capabilities = session_.shownCapabilities();
        if (plan_.tls && plan_.tls->mode == TlsMode::StartTls && !session_.tls()) {
            delivery_.visit.clearCapabilities = session_.shownCapabilities();
        }
        const auto& last = delivery_.visit.exchanges.back();
        // EHLO refused as expected ends it, unless something is expected of what comes after HELO.
        const bool refusedAsExpected = last.step == Step::Helo && plan_.expectations.at(Step::Ehlo) != nullptr &&
                                       !plan_.expectations.reachBeyond(Step::Helo);
        return goesOn(last) && !refusedAsExpected && !plan_.stopsAt(Step::Ehlo);
    }

    bool startTls()
    {
        if (!plan_.tls || plan_.tls->mode != TlsMode::StartTls) {
            return true;
        }
        delivery_.insecure = true;
        if (!session_.capabilities().has("STARTTLS")) {
            return false;
        }
        const auto* expected = plan_.expectations.at(Step::StartTls);
        const bool mayBegin = expected == nullptr || expected->holds(220);
        const auto exchange = mayBegin ? session_.startTls(request()) : session_.command(Step::StartTls, "STARTTLS");
        delivery_.visit.exchanges.push_back(exchange);
        const bool unwanted = plan_.expectations.judge(exchange) == Expectations::Verdict::Failed;
        return session_.tls() && isSecure() && !unwanted && sayHello() && !plan_.stopsAt(Step::StartTls);
    }

    bool isSecure()
    {
        delivery_.insecure = !session_.tls() || !isTrusted(*session_.tls(), *plan_.tls, plan_.tlsPolicy);
        return !delivery_.insecure;
    }

    TlsRequest request() const { return forHost(plan_.tls->request, delivery_.visit.host); }

    bool logIn()
    {
        if (!plan_.login) {
            return true;
        }
        auto result = authenticate(session_, *plan_.login, session_.tls().has_value(), digests_);
        delivery_.mechanism = result.mechanism;
        std::move(result.exchanges.begin(), result.exchanges.end(), std::back_inserter(delivery_.visit.exchanges));
        if (result.obstacle) {
            delivery_.obstacle = toObstacle(*result.obstacle);
            return false;
        }
        const auto& last = delivery_.visit.exchanges.back();
        if (!result.succeeded) {
            // Refused as expected, and something is expected of what comes then: "535, and then 530 to MAIL".
            return plan_.expectations.judge(last) == Expectations::Verdict::Met && session_.usable() &&
                   plan_.expectations.reachBeyond(Step::Auth);
        }
        return goesOn(last);
    }

    SmtpSession& session_;
    const Plan& plan_;
    Digests& digests_;
    Delivery& delivery_;
};

/// Whom to call, and how to begin.
struct Call {
    Dialer& dialer;
    const std::string& host;
    const Endpoint& endpoint;
    const Plan& plan;
    Digests& digests;
    Turn turn;
};

using Converse = std::function<void(SmtpSession&, Delivery&)>;

/// One connection; `converse` is called once a transaction can begin.
Delivery connect(const Call& call, const Converse& converse)
{
    Delivery delivery;
    delivery.visit.host = call.host;
    delivery.visit.endpoint = call.endpoint;
    delivery.visit.ownName = call.plan.ownName;
    const auto start = Clock::now();
    try {
        const auto channel = call.dialer.dial(call.endpoint, call.turn.first);
        delivery.visit.connect = since(start);
        SmtpSession session(*channel, call.turn.first, call.plan.mostSaid);
        session.renewUntil(call.turn.whole);
        if (!call.plan.transcript) {
            session.keepNoTranscript();
        }
        if (call.plan.login) {
            conceal(session, call.plan.login->credentials); // another host may have told this one
        }
        if (Dialogue(session, call.plan, call.digests, delivery).open()) {
            converse(session, delivery);
        }
        session.quit();
        delivery.visit.tls = session.tls();
        delivery.visit.surplus = session.surplus();
        delivery.visit.farewell = session.farewell();
        delivery.visit.transcript = session.transcript();
    } catch (const PeerFailed& failed) {
        delivery.visit.connect = since(start);
        delivery.visit.connectFailure = failed.failure();
    }
    return delivery;
}

} // namespace

Delivery deliver(Dialer& dialer, const std::string& host, const Endpoint& endpoint, const Plan& plan, Digests& digests,
                 Turn turn)
{
    const Call call{dialer, host, endpoint, plan, digests, turn};
    const auto reconnect = [&](const Talk& talk) {
        return connect(call, [&](SmtpSession& session, Delivery& delivery) { talk(session, delivery.visit.exchanges); })
            .visit;
    };
    return connect(call, [&](SmtpSession& session, Delivery& delivery) {
        if (plan.relayTest) {
            testRelay(session, plan, delivery, reconnect, turn.first);
        } else {
            transact(session, plan, delivery);
        }
    });
}

bool isTrusted(const TlsFacts& facts, const TlsPlan& plan, const TlsPolicy& policy)
{
    // Where DANE was asked for, nothing less will do.
    if (!facts.established() || (!plan.request.tlsa.empty() && !(facts.dane && facts.dane->authenticated))) {
        return false;
    }
    const auto findings = judgeTls(facts, policy, "");
    return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
        const bool grave = finding.status == Status::Critical || finding.status == Status::Unknown;
        return grave && finding.id != tlsFindings.certExpiresSoon.id;
    });
}

const Exchange* finalExchange(const Delivery& delivery, const Plan& plan)
{
    const auto& all = delivery.visit.exchanges;
    if (all.empty()) {
        return nullptr;
    }
    const auto* ehlo = delivery.visit.at(Step::Ehlo);
    return all.back().step == Step::Helo && plan.expectations.at(Step::Ehlo) != nullptr ? ehlo : &all.back();
}

bool wantsNextAddress(const Delivery& delivery, const Plan& plan)
{
    if (delivery.visit.connectFailure) {
        return true;
    }
    if (delivery.insecure) {
        const auto* startTls = delivery.visit.at(Step::StartTls);
        return startTls == nullptr || plan.expectations.at(Step::StartTls) == nullptr;
    }
    if (delivery.relay && isAnswered(*delivery.relay)) {
        return false;
    }
    const auto* end = finalExchange(delivery, plan);
    if (delivery.messageBegun || delivery.obstacle || end == nullptr) {
        return false;
    }
    const auto& last = *end;
    if (last.failure) {
        return last.step != Step::Auth;
    }
    if (last.step == Step::Auth || accepts(last) || plan.expectations.judge(last) == Expectations::Verdict::Met) {
        return false;
    }
    const bool refusedFromTheStart = last.step == Step::Greeting || last.step == Step::Ehlo || last.step == Step::Helo;
    return refusedFromTheStart || last.reply->codeClass() == 4;
}

} // namespace mpm::sending
