// SPDX-License-Identifier: GPL-3.0-or-later
#include "submission/authenticate.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace mpm {
namespace {

constexpr std::size_t longestCommand = 510; // RFC 5321 section 4.5.3.1.4, without CRLF
constexpr int mostRounds = 8;               // no mechanism here has more than 3

std::string namesOf(const std::vector<SaslMechanism>& mechanisms)
{
    std::string names;
    for (const auto each : mechanisms) {
        names += (names.empty() ? "" : ", ") + std::string(toString(each));
    }
    return names;
}

LoginObstacle notOffered(std::string sentence)
{
    return {LoginObstacle::Kind::NotOffered, std::move(sentence)};
}

std::variant<SaslMechanism, LoginObstacle> choose(const SmtpSession& session, const Login& login, bool encrypted)
{
    const auto& capabilities = session.capabilities();
    if (!capabilities.has("AUTH")) {
        return notOffered(std::string("the server does not offer AUTH") +
                          (encrypted || !capabilities.has("STARTTLS") ? "" : " before STARTTLS"));
    }
    const auto offered = offeredMechanisms(capabilities);
    auto fit = offered;
    if (login.mechanism) {
        std::erase_if(fit, [&](SaslMechanism each) { return each != *login.mechanism; });
    }
    if (fit.empty()) {
        const auto wanted = login.mechanism ? std::string(toString(*login.mechanism)) : "a mechanism known here";
        const auto list = harmless(session.shownCapabilities().find("AUTH")->parameters, 120);
        return notOffered("the server does not offer AUTH with " + wanted + "; it offers: " + list);
    }
    const auto reason = unsuitability(fit.front(), login.credentials);
    std::erase_if(fit, [&](SaslMechanism each) { return !unsuitability(each, login.credentials).empty(); });
    if (fit.empty()) {
        return notOffered(reason);
    }
    if (!encrypted && !login.allowClear) {
        const auto names = namesOf(fit);
        std::erase_if(fit, revealsPassword);
        if (fit.empty()) {
            return LoginObstacle{LoginObstacle::Kind::WouldReveal,
                                 "AUTH " + names + " would reveal the password, and the connection is not encrypted"};
        }
    }
    return fit.front();
}

/// One run of a mechanism.
class LoginRun {
public:
    LoginRun(SmtpSession& session, SaslClient& client, LoginResult& result)
        : session_(session), client_(client), result_(result)
    {
    }

    void start(SaslMechanism mechanism)
    {
        mechanism_ = toString(mechanism);
        bool initialWaits = open("AUTH " + std::string(toString(mechanism)));
        for (int round = 0; round < mostRounds && last().answered(334) && session_.connected(); ++round) {
            if (std::exchange(initialWaits, false)) {
                say(initialResponse().value());
            } else {
                respond();
            }
        }
        if (last().answered(235)) { // RFC 4954 section 6: nothing else says that the client is logged in
            client_.finish();
            result_.succeeded = true;
        }
    }

private:
    const Exchange& last() const { return result_.exchanges.back(); }

    /// True when there is an initial response that is too long for a command and waits for the empty challenge
    /// (RFC 4954 section 4).
    bool open(const std::string& command)
    {
        auto response = initialResponse();
        const bool goesAlong = response && command.size() + 1 + response->reveal().size() <= longestCommand;
        if (!goesAlong) {
            const bool waits = std::exchange(response, std::nullopt).has_value();
            add(Secret(command), command);
            return waits;
        }
        session_.concealSent(*response);
        auto line = joined({command, " ", response->empty() ? "=" : response->reveal()});
        response.reset();
        add(std::move(line), command + " " + std::string(secretMask));
        return false;
    }

    /// In base64.
    std::optional<Secret> initialResponse() const
    {
        const auto response = client_.initialResponse();
        return response ? std::optional(inBase64(*response)) : std::nullopt;
    }

    void respond()
    {
        const auto challenge = decodeBase64(trim(last().challenge.raw()));
        if (!challenge) {
            throw SaslFailed("the server's AUTH challenge is no base64");
        }
        auto response = inBase64(client_.respond(*challenge));
        say(std::move(response)); // nothing that it was made of is left while the answer is awaited
    }

    /// A response by itself.
    void say(Secret response)
    {
        session_.concealSent(response);
        add(std::move(response), std::string(secretMask));
    }

    void add(Secret line, const std::string& shown)
    {
        result_.exchanges.push_back(session_.secretCommand(Step::Auth, std::move(line), shown));
        result_.exchanges.back().mechanism = mechanism_;
    }

    SmtpSession& session_;
    SaslClient& client_;
    LoginResult& result_;
    std::string_view mechanism_;
};

} // namespace

std::vector<SaslMechanism> offeredMechanisms(const Capabilities& capabilities)
{
    std::vector<SaslMechanism> offered;
    for (const auto& capability : capabilities.all()) {
        if (capability.keyword != "AUTH") {
            continue;
        }
        for (const auto& name : capability.parameterList()) {
            if (const auto mechanism = parseSaslMechanism(name)) {
                offered.push_back(*mechanism);
            }
        }
    }
    std::sort(offered.begin(), offered.end());
    offered.erase(std::unique(offered.begin(), offered.end()), offered.end());
    return offered;
}

void conceal(SmtpSession& session, const SaslCredentials& credentials)
{
    session.conceal(credentials.password);
    for (const auto& response : revealingResponses(credentials)) {
        session.conceal(response);
    }
}

LoginResult authenticate(SmtpSession& session, const Login& login, bool encrypted, Digests& digests)
{
    LoginResult result;
    conceal(session, login.credentials);
    const auto choice = choose(session, login, encrypted);
    if (const auto* obstacle = std::get_if<LoginObstacle>(&choice)) {
        result.obstacle = *obstacle;
        return result;
    }
    result.mechanism = std::get<SaslMechanism>(choice);
    try {
        const auto left = std::chrono::duration_cast<Seconds>(session.deadline().remaining());
        const auto client = makeSaslClient(*result.mechanism, login.credentials, login.nonce, digests, left / 2);
        LoginRun(session, *client, result).start(*result.mechanism);
    } catch (const SaslFailed& failed) {
        result.obstacle = LoginObstacle{LoginObstacle::Kind::Unproven, failed.what()};
        if (!result.exchanges.empty() && result.exchanges.back().answered(334) && session.connected()) {
            result.exchanges.push_back(session.command(Step::Auth, "*")); // RFC 4954 section 4: the client gives up
        }
    }
    return result;
}

} // namespace mpm
