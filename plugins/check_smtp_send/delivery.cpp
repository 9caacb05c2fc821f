// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_smtp_send/delivery.hpp"

#include "check_smtp_send/transaction.hpp"
#include "tls/findings.hpp"
#include "tls/judge_tls.hpp"

#include <algorithm>
#include <utility>

namespace mpm::checkSmtpSend {
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

    void carryOut()
    {
        if (beginTls() && greet() && sayHello() && startTls() && logIn()) {
            if (plan_.relayTest) {
                testRelay(session_, plan_, delivery_);
            } else {
                transact(session_, plan_, delivery_);
            }
        }
        session_.quit();
    }

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
        return isTrusted();
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
        delivery_.visit.capabilities = session_.capabilities();
        const auto& last = delivery_.visit.exchanges.back();
        const bool refusedAsExpected = last.step == Step::Helo && plan_.expectations.at(Step::Ehlo) != nullptr;
        return goesOn(last) && !refusedAsExpected && !plan_.stopsAt(Step::Ehlo);
    }

    bool startTls()
    {
        if (!plan_.tls || plan_.tls->mode != TlsMode::StartTls) {
            return true;
        }
        delivery_.visit.clearCapabilities = session_.capabilities();
        delivery_.insecure = true;
        if (!session_.capabilities().has("STARTTLS")) {
            return false;
        }
        const auto exchange = session_.startTls(request());
        delivery_.visit.exchanges.push_back(exchange);
        const bool unwanted = plan_.expectations.judge(exchange) == Expectations::Verdict::Failed;
        return session_.tls() && isTrusted() && !unwanted && sayHello() && !plan_.stopsAt(Step::StartTls);
    }

    /// Whether there is a session that the user would trust with a password. That a certificate expires soon is
    /// no reason not to.
    bool isTrusted()
    {
        const auto& facts = session_.tls();
        // Where DANE was asked for, nothing less will do.
        const bool authenticated = facts && facts->dane && facts->dane->authenticated;
        delivery_.insecure = !facts || !facts->established() || (!plan_.tls->request.tlsa.empty() && !authenticated);
        for (const auto& finding :
             delivery_.insecure ? std::vector<Finding>() : judgeTls(*facts, plan_.tlsPolicy, "")) {
            const bool grave = finding.status == Status::Critical || finding.status == Status::Unknown;
            delivery_.insecure = delivery_.insecure || (grave && finding.id != tlsFinding::certExpiresSoon.id);
        }
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

} // namespace

Delivery deliver(Dialer& dialer, const std::string& host, const Endpoint& endpoint, const Plan& plan, Digests& digests,
                 Deadline deadline)
{
    Delivery delivery;
    delivery.visit.host = host;
    delivery.visit.endpoint = endpoint;
    const auto start = Clock::now();
    try {
        const auto channel = dialer.dial(endpoint, deadline);
        delivery.visit.connect = since(start);
        SmtpSession session(*channel, deadline);
        Dialogue(session, plan, digests, delivery).carryOut();
        delivery.visit.tls = session.tls();
        delivery.visit.transcript = session.transcript();
    } catch (const PeerFailed& failed) {
        delivery.visit.connect = since(start);
        delivery.visit.connectFailure = failed.failure();
    }
    return delivery;
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
    if (delivery.messageBegun || delivery.obstacle || delivery.visit.exchanges.empty()) {
        return false;
    }
    const auto& last = delivery.visit.exchanges.back();
    if (last.failure) {
        return last.step != Step::Auth;
    }
    if (last.step == Step::Auth || accepts(last) || plan.expectations.judge(last) == Expectations::Verdict::Met) {
        return false;
    }
    const bool refusedAtTheDoor = last.step == Step::Greeting || last.step == Step::Ehlo || last.step == Step::Helo;
    return refusedAtTheDoor || (last.reply->codeClass() == 4 && !plan.relayTest);
}

} // namespace mpm::checkSmtpSend
