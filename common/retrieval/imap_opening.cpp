// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_opening.hpp"

#include "retrieval/imap_login.hpp"

#include <utility>

namespace mpm {
namespace {

/// "UID SEARCH", "LOGIN": the command without what it is about.
std::string verbOf(const std::string& command)
{
    const auto end = command.find(' ');
    const auto verb = command.substr(0, end);
    return verb == "UID" ? command.substr(0, command.find(' ', end + 1)) : verb;
}

/// RFC 5530 section 3.
bool isTemporary(std::string_view code)
{
    return code == "UNAVAILABLE" || code == "INUSE" || code == "LIMIT" || code == "SERVERBUG";
}

std::optional<RetrievalFailure> encrypt(ImapSession& session, const RetrievalPlan& plan, const TlsRequest& request)
{
    if (auto asked = session.learnCapabilities()) {
        if (auto failure = failureOf(*asked)) {
            return failure;
        }
    }
    if (!session.has("STARTTLS")) {
        if (plan.login.allowClear) {
            return std::nullopt;
        }
        return RetrievalFailure{
            RetrievalStep::Tls, {FailureKind::Tls, "the server does not offer STARTTLS"}, {}, {}, false};
    }
    return failureOf(session.startTls(request));
}

std::optional<RetrievalFailure> authenticate(ImapSession& session, const RetrievalPlan& plan, Digests& digests,
                                             std::string& name)
{
    const auto result = logIn(session, plan.login, session.tls().has_value(), digests);
    name = result.mechanism ? std::string(toString(*result.mechanism)) : "LOGIN";
    if (result.obstacle) {
        return RetrievalFailure{
            RetrievalStep::Login, {FailureKind::Protocol, result.obstacle->sentence}, {}, result.obstacle->kind};
    }
    return failureOf(*result.last);
}

} // namespace

std::optional<RetrievalFailure> failureOf(const ImapExchange& exchange)
{
    if (exchange.failure) {
        return RetrievalFailure{exchange.step, *exchange.failure, {}, {}, false};
    }
    if (exchange.ok()) {
        return std::nullopt;
    }
    RetrievalFailure refused;
    refused.step = exchange.step;
    refused.refusal = exchange.completion ? exchange.completion->text : PeerText();
    refused.temporary = exchange.completion && isTemporary(exchange.completion->code);
    const auto what = exchange.command.empty() ? std::string("the connection") : verbOf(exchange.command);
    refused.failure = {FailureKind::Protocol, "the server refuses " + what + ": " + refused.refusal->shown(120)};
    return refused;
}

ImapOpening openSession(ImapSession& session, const RetrievalPlan& plan, Digests& digests)
{
    ImapOpening opening;
    const auto request = forHost(plan.tls, plan.url.host);
    if (plan.url.implicitTls && !session.beginTls(request)) {
        opening.failure = faultOfTls(session.tls(), plan);
        return opening;
    }
    const auto greeting = session.greeting();
    const bool preauth = greeting.answered("PREAUTH");
    opening.failure = preauth ? std::nullopt : failureOf(greeting);
    if (!opening.failure && preauth && !plan.url.implicitTls) {
        opening.failure = RetrievalFailure{
            RetrievalStep::Greeting,
            {FailureKind::Protocol, "the server says PREAUTH in the clear, where nobody can have logged in"},
            {},
            {},
            false};
    }
    if (!opening.failure && !plan.url.implicitTls) {
        opening.failure = encrypt(session, plan, request);
    }
    if (!opening.failure) {
        opening.failure = faultOfTls(session.tls(), plan);
    }
    if (opening.failure) {
        return opening;
    }
    if (auto asked = session.learnCapabilities(); asked && (opening.failure = failureOf(*asked))) {
        return opening;
    }
    opening.login = "PREAUTH";
    if (!preauth) {
        opening.failure = authenticate(session, plan, digests, opening.login);
    }
    if (!opening.failure) {
        if (const auto asked = session.learnCapabilities()) {
            opening.failure = failureOf(*asked);
        }
    }
    return opening;
}

} // namespace mpm
