// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_login.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "retrieval/login_choice.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace mpm {
namespace {

constexpr std::size_t longestCommand = 8000; // RFC 2683 section 3.2.1.5
constexpr int mostRounds = 8;                // no mechanism here has more than 3

OfferedLogins offeredBy(const ImapSession& session)
{
    constexpr std::string_view prefix = "AUTH=";
    OfferedLogins offered;
    std::vector<std::string> names;
    for (const auto& capability : session.capabilities()) {
        if (capability.starts_with(prefix)) {
            names.push_back(capability.substr(prefix.size()));
            if (const auto mechanism = parseSaslMechanism(names.back())) {
                offered.mechanisms.push_back(*mechanism);
            }
        }
    }
    std::sort(offered.mechanisms.begin(), offered.mechanisms.end());
    offered.mechanisms.erase(std::unique(offered.mechanisms.begin(), offered.mechanisms.end()),
                             offered.mechanisms.end());
    if (!session.has("LOGINDISABLED")) {
        offered.command = "LOGIN";
        names.emplace_back("LOGIN");
    }
    offered.shown = harmless(session.secrets().masked(join(names, " ")), 120);
    return offered;
}

/// One run of a mechanism.
class ImapSaslRun {
public:
    /// `initialResponses`: the server takes them with the command.
    ImapSaslRun(ImapSession& session, SaslClient& client, bool initialResponses, ImapLogin& result)
        : session_(session), client_(client), initialResponses_(initialResponses), result_(result)
    {
    }

    void start(SaslMechanism mechanism)
    {
        bool initialWaits = open("AUTHENTICATE " + std::string(toString(mechanism)));
        for (int round = 0; round < mostRounds && result_.last->challenge; ++round) {
            const auto response = std::exchange(initialWaits, false) ? initialResponse() : respond();
            say(*response);
        }
        if (result_.last->challenge) {
            throw SaslFailed("the server's challenges do not end");
        }
        if (result_.last->ok()) {
            client_.finish();
            result_.succeeded = true;
        }
    }

private:
    /// True when there is an initial response that waits for the empty challenge.
    bool open(const std::string& command)
    {
        auto response = initialResponse();
        const bool goesAlong =
            response && initialResponses_ && command.size() + 1 + response->reveal().size() <= longestCommand;
        if (!goesAlong) {
            const bool waits = std::exchange(response, std::nullopt).has_value();
            result_.last = session_.secretCommand(RetrievalStep::Login, Secret(command), command);
            return waits;
        }
        session_.concealSent(*response);
        auto line = joined({command, " ", response->empty() ? "=" : response->reveal()});
        response.reset();
        result_.last = session_.secretCommand(RetrievalStep::Login, std::exchange(line, {}),
                                              command + " " + std::string(secretMask));
        return false;
    }

    /// In base64.
    std::optional<Secret> initialResponse() const
    {
        const auto response = client_.initialResponse();
        return response ? std::optional(inBase64(*response)) : std::nullopt;
    }

    std::optional<Secret> respond()
    {
        const auto challenge = decodeBase64(trim(result_.last->challenge->raw()));
        if (!challenge) {
            throw SaslFailed("the server's AUTHENTICATE challenge is no base64");
        }
        return inBase64(client_.respond(*challenge));
    }

    void say(Secret response)
    {
        session_.concealSent(response);
        result_.last = session_.furtherLine(RetrievalStep::Login, std::exchange(response, {}), std::string(secretMask));
    }

    ImapSession& session_;
    SaslClient& client_;
    bool initialResponses_;
    ImapLogin& result_;
};

/// The command's parts; between them the server is waited for.
class LoginParts {
public:
    explicit LoginParts(std::string_view command) : parts_{Secret(command)} {}

    void add(std::string_view argument)
    {
        if (const auto quoted = imapQuoted(argument)) {
            parts_.back() = joined({parts_.back().reveal(), " ", quoted->reveal()});
        } else {
            parts_.back() = joined({parts_.back().reveal(), " {", std::to_string(argument.size()), "}"});
            parts_.emplace_back(argument);
        }
    }

    std::vector<Secret>& parts() { return parts_; }

private:
    std::vector<Secret> parts_;
};

void runLogin(ImapSession& session, const SaslCredentials& credentials, ImapLogin& result)
{
    const auto password = credentials.password.reveal();
    if (credentials.user.find('\0') != std::string::npos || password.find('\0') != std::string_view::npos) {
        result.obstacle = LoginObstacle{LoginObstacle::Kind::NotOffered, "LOGIN carries no NUL"};
        return;
    }
    LoginParts login("LOGIN");
    login.add(credentials.user);
    login.add(password);
    const auto shown = "LOGIN " + std::string(secretMask);
    auto& parts = login.parts();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto part = std::exchange(parts[i], {});
        result.last = i == 0 ? session.secretCommand(RetrievalStep::Login, std::exchange(part, {}), shown)
                             : session.furtherLine(RetrievalStep::Login, std::exchange(part, {}), shown);
        if (!result.last->challenge) {
            break;
        }
    }
    result.succeeded = result.last->ok();
    if (result.last->challenge) {
        result.last->failure = Failure{FailureKind::Protocol, "the server asks for more than LOGIN has"};
    }
}

void runMechanism(ImapSession& session, const Login& login, Digests& digests, ImapLogin& result)
{
    const bool initialResponses = session.has("SASL-IR");
    session.forgetCapabilities(); // they are others behind a login, and told with its OK
    try {
        const auto left = std::chrono::duration_cast<Seconds>(session.deadline().remaining());
        const auto client = makeSaslClient(*result.mechanism, login.credentials, login.nonce, digests, left / 2);
        ImapSaslRun(session, *client, initialResponses, result).start(*result.mechanism);
    } catch (const SaslFailed& failed) {
        result.obstacle = LoginObstacle{LoginObstacle::Kind::Unproven, failed.what()};
        if (result.last && result.last->challenge && session.usable()) {
            result.last = session.furtherLine(RetrievalStep::Login, Secret("*"), "*"); // RFC 3501 section 6.2.2
        }
    }
}

} // namespace

std::optional<Secret> imapQuoted(std::string_view text)
{
    WipedOctets quoted{'"'};
    for (const char c : text) {
        if (c < ' ' || c > '~') { // beyond ASCII as well
            return std::nullopt;
        }
        if (c == '"' || c == '\\') {
            quoted.push_back('\\');
        }
        quoted.push_back(c);
    }
    quoted.push_back('"');
    return Secret(std::move(quoted));
}

ImapLogin logIn(ImapSession& session, const Login& login, bool encrypted, Digests& digests)
{
    ImapLogin result;
    session.conceal(login.credentials.password);
    for (const auto& response : revealingResponses(login.credentials)) {
        session.conceal(response);
    }
    const auto choice = chooseLogin(offeredBy(session), login, encrypted);
    if (const auto* obstacle = std::get_if<LoginObstacle>(&choice)) {
        result.obstacle = *obstacle;
        return result;
    }
    result.mechanism = std::get<LoginWay>(choice).mechanism;
    if (!result.mechanism) {
        session.forgetCapabilities();
        runLogin(session, login.credentials, result);
    } else {
        runMechanism(session, login, digests, result);
    }
    return result;
}

} // namespace mpm
