// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/pop3_opening.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "retrieval/login_choice.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr int mostRounds = 8; // no mechanism here has more than 3

RetrievalFailure obstacle(const LoginObstacle& what)
{
    return {RetrievalStep::Login, {FailureKind::Protocol, what.sentence}, {}, what.kind, false};
}

OfferedLogins offeredBy(const Pop3Session& session)
{
    OfferedLogins offered;
    std::vector<std::string> names;
    for (const auto& line : session.capabilities()) {
        auto words = splitWords(line);
        if (words.empty() || words.front() != "SASL") {
            continue;
        }
        for (std::size_t i = 1; i < words.size(); ++i) {
            names.push_back(words[i]);
            if (const auto mechanism = parseSaslMechanism(words[i])) {
                offered.mechanisms.push_back(*mechanism);
            }
        }
    }
    std::sort(offered.mechanisms.begin(), offered.mechanisms.end());
    offered.mechanisms.erase(std::unique(offered.mechanisms.begin(), offered.mechanisms.end()),
                             offered.mechanisms.end());
    if (!session.knowsCapabilities() || session.has("USER")) {
        offered.command = "USER";
        names.emplace_back("USER");
    }
    offered.shown = harmless(session.secrets().masked(join(names, " ")), 120);
    return offered;
}

std::optional<RetrievalFailure> logInByUser(Pop3Session& session, const SaslCredentials& credentials)
{
    const auto password = credentials.password.reveal();
    constexpr std::string_view lineEnds("\r\n\0", 3);
    if (credentials.user.find_first_of(lineEnds) != std::string::npos ||
        password.find_first_of(lineEnds) != std::string_view::npos) {
        return obstacle({LoginObstacle::Kind::NotOffered, "USER and PASS carry no line ends"});
    }
    if (auto failure = failureOf(session.command(RetrievalStep::Login, "USER " + credentials.user))) {
        return failure;
    }
    const auto passed =
        session.secretLine(RetrievalStep::Login, joined({"PASS ", password}), "PASS " + std::string(secretMask));
    if (passed.challenge) {
        return obstacle({LoginObstacle::Kind::Unproven, "the server asks for more than PASS has"});
    }
    return failureOf(passed);
}

std::optional<RetrievalFailure> run(Pop3Session& session, SaslClient& client, SaslMechanism mechanism,
                                    Pop3Exchange& last)
{
    const auto command = "AUTH " + std::string(toString(mechanism));
    last = session.secretLine(RetrievalStep::Login, Secret(command), command);
    bool initialWaits = client.initialResponse().has_value(); // for the empty challenge: a line may be too short for it
    for (int round = 0; round < mostRounds && last.challenge && session.usable(); ++round) {
        Secret response;
        if (std::exchange(initialWaits, false)) {
            response = inBase64(*client.initialResponse());
        } else {
            const auto challenge = decodeBase64(trim(last.challenge->raw()));
            if (!challenge) {
                throw SaslFailed("the server's AUTH challenge is no base64");
            }
            response = inBase64(client.respond(*challenge));
        }
        session.concealSent(response);
        last = session.secretLine(RetrievalStep::Login, std::exchange(response, {}), std::string(secretMask));
    }
    if (last.challenge) {
        throw SaslFailed("the server's challenges do not end");
    }
    if (last.ok()) {
        client.finish();
    }
    return failureOf(last);
}

std::optional<RetrievalFailure> logInBySasl(Pop3Session& session, const Login& login, SaslMechanism mechanism,
                                            Digests& digests)
{
    Pop3Exchange last;
    try {
        const auto left = std::chrono::duration_cast<Seconds>(session.deadline().remaining());
        const auto client = makeSaslClient(mechanism, login.credentials, login.nonce, digests, left / 2);
        return run(session, *client, mechanism, last);
    } catch (const SaslFailed& failed) {
        if (last.challenge && session.usable()) {
            session.secretLine(RetrievalStep::Login, Secret("*"), "*"); // RFC 5034 section 4
        }
        return obstacle({LoginObstacle::Kind::Unproven, failed.what()});
    }
}

std::optional<RetrievalFailure> logIn(Pop3Session& session, const Login& login, bool encrypted, Digests& digests,
                                      std::string& name)
{
    session.conceal(login.credentials.password);
    for (const auto& response : revealingResponses(login.credentials)) {
        session.conceal(response);
    }
    const auto choice = chooseLogin(offeredBy(session), login, encrypted);
    if (const auto* reason = std::get_if<LoginObstacle>(&choice)) {
        return obstacle(*reason);
    }
    const auto mechanism = std::get<LoginWay>(choice).mechanism;
    name = mechanism ? std::string(toString(*mechanism)) : "USER";
    return mechanism ? logInBySasl(session, login, *mechanism, digests) : logInByUser(session, login.credentials);
}

/// What ends the talk; that CAPA is not known does not.
std::optional<RetrievalFailure> learn(Pop3Session& session)
{
    const auto asked = session.learnCapabilities();
    return asked.failure ? failureOf(asked) : std::nullopt;
}

std::optional<RetrievalFailure> encrypt(Pop3Session& session, const RetrievalPlan& plan, const TlsRequest& request)
{
    if (auto failure = learn(session)) {
        return failure;
    }
    if (session.has("STLS")) {
        if (auto failure = failureOf(session.startTls(request))) {
            return failure;
        }
        return faultOfTls(session.tls(), plan);
    }
    return plan.login.allowClear
               ? std::nullopt
               : std::optional(RetrievalFailure{
                     RetrievalStep::Tls, {FailureKind::Tls, "the server does not offer STLS"}, {}, {}, false});
}

} // namespace

Pop3Opening openSession(Pop3Session& session, const RetrievalPlan& plan, Digests& digests)
{
    Pop3Opening opening;
    const auto request = forHost(plan.tls, plan.url.host);
    if (plan.url.implicitTls && !session.beginTls(request)) {
        opening.failure = faultOfTls(session.tls(), plan);
        return opening;
    }
    opening.failure = failureOf(session.greeting());
    if (!opening.failure) {
        opening.failure = plan.url.implicitTls ? faultOfTls(session.tls(), plan) : encrypt(session, plan, request);
    }
    if (!opening.failure && (session.tls() || !session.knowsCapabilities())) {
        opening.failure = learn(session);
    }
    if (!opening.failure) {
        opening.failure = logIn(session, plan.login, session.tls().has_value(), digests, opening.login);
    }
    return opening;
}

} // namespace mpm
