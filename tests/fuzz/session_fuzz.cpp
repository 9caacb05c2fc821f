// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever a server sends, and whenever, a visit and a login come to an end, what they saw can be
// shown, and the password is neither shown nor sent where everybody can listen without leave. The first two octets
// choose what the client does, the rest is the server's script (byte_script.hpp).
#include "check/base64.hpp"
#include "check/render_json.hpp"
#include "check/render_prometheus.hpp"
#include "check/render_text.hpp"
#include "fuzz/byte_script.hpp"
#include "fuzz/demand.hpp"
#include "fuzz/no_digests.hpp"
#include "submission/authenticate.hpp"
#include "support/grammar.hpp"
#include "survey/describe.hpp"
#include "survey/judge_visit.hpp"

#include <array>
#include <cstdint>

using namespace mpm;
using mpm::fuzz::ByteScript;
using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;
using mpm::fuzz::NoDigests;

namespace {

/// The client's choices, bit by bit.
class Choices {
public:
    explicit Choices(unsigned bits) : bits_(bits) {}

    /// One of so many.
    unsigned oneOf(unsigned many)
    {
        const auto chosen = bits_ % many;
        bits_ /= many;
        return chosen;
    }
    bool chance() { return oneOf(2) == 1; }

private:
    unsigned bits_;
};

class ScriptDialer : public Dialer {
public:
    explicit ScriptDialer(std::string_view script) : script_(script) {}

    std::unique_ptr<Channel> dial(const Endpoint& /*endpoint*/, Deadline /*deadline*/) override
    {
        return std::make_unique<ByteScript>(script_);
    }

private:
    std::string_view script_;
};

Deadline later()
{
    return Deadline::in(Seconds(3600));
}

void demandSound(const std::vector<std::string>& transcript)
{
    demand(transcript.size() <= 1000);
    for (const auto& line : transcript) {
        demand(line.size() <= 1024 + std::string_view("3600.000s ").size() && line.size() > 2);
        if (line.find("s C: ") == std::string::npos) { // our own lines keep their angle brackets
            demandHarmless(line);
        }
        demand(printable(line, line.size()) == line);
    }
}

void demandSound(const Exchange& exchange)
{
    demand(exchange.reply.has_value() != exchange.failure.has_value());
    demand(!exchange.reply || !exchange.reply->lines.empty());
    if (exchange.failure) {
        demandHarmless(exchange.failure->detail);
    }
}

void callOn(std::string_view script, Choices choices)
{
    VisitPlan plan;
    plan.protocol = choices.chance() ? Protocol::Lmtp : Protocol::Smtp;
    plan.clientName = "client.example";
    plan.hello = choices.oneOf(8) != 1;
    if (const auto tls = choices.oneOf(3); tls > 0) {
        plan.tls = TlsPlan{tls == 1 ? TlsMode::StartTls : TlsMode::Implicit, {}, choices.chance() ? "NOOP\r\n" : ""};
    }
    plan.commands.assign(choices.oneOf(3), "NOOP");

    ScriptDialer dialer(script);
    const auto seen = visit(dialer, "mx.example", {*IpAddress::parse("192.0.2.25"), 25}, plan, later());
    demand(!seen.connectFailure && seen.exchanges.size() <= 6 + plan.commands.size());
    demandSound(seen.transcript.lines());
    for (const auto& exchange : seen.exchanges) {
        demandSound(exchange);
        demand(&exchange == &seen.exchanges.back() || exchange.reply); // nothing is said after a failure
    }
    Report report;
    report.plugin = "check_smtp_banner";
    report.service = "SMTP BANNER";
    report.findings = judgeVisit(seen, Status::Critical);
    report.transcript = seen.transcript.lines();
    describeVisit(seen, report.observations);
    demand(test::harmIn(renderText(report, 3)).empty());
    demand(test::harmIn(renderPrometheus(report)).empty());
    renderJson(report, 1);
}

/// What must not be seen of a login: the password, its base64, and from then on what the client answered.
class Watch {
public:
    explicit Watch(const SaslCredentials& credentials)
        : user_(encodeBase64(credentials.user)),
          password_(credentials.password.reveal()), secrets_{password_, encodeBase64(password_)}
    {
    }

    void learn(const std::vector<ByteScript::Sent>& sent)
    {
        for (const auto& each : sent) {
            const auto word = lastWordOf(each.octets);
            const auto octets = decodeBase64(word);
            const bool holdsPassword = each.octets.find(password_) != std::string::npos ||
                                       (octets && octets->find(password_) != std::string::npos);
            sentInTheClear_ = sentInTheClear_ || (holdsPassword && !each.encrypted);
            if (octets && word.size() >= 8 && word != user_) {
                secrets_.push_back(word);
            }
        }
    }

    bool sentInTheClear() const { return sentInTheClear_; }

    void demandHidden(const std::string& text) const
    {
        for (const auto& secret : secrets_) {
            demand(text.find(secret) == std::string::npos);
        }
    }

    /// In these exchanges, and in what the session has to show since the last call.
    void demandHidden(const std::vector<Exchange>& exchanges, const SmtpSession& session)
    {
        for (const auto& exchange : exchanges) {
            demandSound(exchange);
            demandHidden(exchange.command);
            demandHidden(exchange.failure ? exchange.failure->detail : exchange.reply->quoted());
            for (const auto& line : exchange.reply ? exchange.reply->lines : std::vector<PeerText>()) {
                demandHidden(line.raw());
            }
        }
        const auto lines = session.transcript().lines();
        for (; seen_ < lines.size(); ++seen_) {
            demandHidden(lines[seen_]);
        }
        for (const auto& capability : session.shownCapabilities().all()) {
            demandHidden(capability.keyword + " " + capability.parameters);
        }
    }

private:
    static std::string lastWordOf(const std::string& line)
    {
        const auto end = line.find_last_not_of("\r\n");
        const auto word = line.substr(0, end + 1);
        return word.substr(word.rfind(' ') + 1);
    }

    std::string user_;
    std::string password_;
    std::vector<std::string> secrets_;
    std::size_t seen_ = 0;
    bool sentInTheClear_ = false;
};

void handOver(SmtpSession& session, Protocol protocol, std::vector<Exchange>& exchanges)
{
    if (exchanges.back().answered(354)) {
        exchanges.push_back(session.octets(Step::Message, "Subject: x\r\n\r\n.\r\n", "the message"));
        if (protocol == Protocol::Lmtp && session.connected()) {
            exchanges.push_back(session.furtherReply(Step::Message, "a@mx.example"));
        }
    }
}

/// MAIL, RCPT and DATA in one go.
std::vector<Exchange> deliverInAGroup(SmtpSession& session, Protocol protocol)
{
    const std::vector<SessionCommand> commands{
        {Step::Mail, "MAIL FROM:<>"}, {Step::Rcpt, "RCPT TO:<a@mx.example>"}, {Step::Data, "DATA"}};
    std::vector<Exchange> exchanges;
    if (auto unsent = session.sendGroup(commands)) {
        return {std::move(*unsent)};
    }
    for (const auto& each : commands) {
        exchanges.push_back(session.groupReply(each, Seconds(1)));
        if (!session.usable()) {
            break;
        }
    }
    auto& last = exchanges.back();
    if (last.step == Step::Data && last.answeredClass(2)) {
        session.noteOutOfStep(last);
    }
    if (exchanges.size() == commands.size() && exchanges[1].answeredClass(2)) {
        handOver(session, protocol, exchanges);
    } else if (auto end = session.endEmptyMessage()) {
        exchanges.push_back(std::move(*end));
    }
    return exchanges;
}

std::vector<Exchange> deliver(SmtpSession& session, Protocol protocol)
{
    auto exchanges = session.capabilities().has("PIPELINING")
                         ? deliverInAGroup(session, protocol)
                         : session.group({{Step::Mail, "MAIL FROM:<>"}, {Step::Rcpt, "RCPT TO:<a@mx.example>"}});
    if (session.usable() && exchanges.back().step == Step::Rcpt) {
        exchanges.push_back(session.command(Step::Data, "DATA"));
        handOver(session, protocol, exchanges);
    }
    if (session.connected()) {
        session.surplusReply(Seconds(0));
    }
    if (auto reset = session.reset()) {
        exchanges.push_back(std::move(*reset));
    }
    return exchanges;
}

void logIn(std::string_view script, Choices choices)
{
    constexpr std::array passwords{"Tr0ub4dor3", "p@ss w%rd+9", "correct-Horse-battery-staple-7"};
    const SaslCredentials credentials{"monitor", Secret(passwords.at(choices.oneOf(passwords.size())))};
    Login login{credentials, {}, choices.chance(), "nonce-of-this-run"};
    const auto& mechanisms = saslMechanisms();
    if (const auto chosen = choices.oneOf(static_cast<unsigned>(mechanisms.size()) + 1); chosen < mechanisms.size()) {
        login.mechanism = mechanisms[chosen];
    }
    const bool encrypted = choices.chance();
    const auto protocol = choices.chance() ? Protocol::Lmtp : Protocol::Smtp;

    ByteScript server(script, encrypted);
    SmtpSession session(server, later());
    session.conceal(credentials.password);
    Watch watch(credentials);
    watch.demandHidden({session.greeting()}, session);
    if (session.usable()) {
        watch.demandHidden(session.hello(protocol, "client.example"), session);
    }
    if (session.usable()) {
        const auto sentBefore = static_cast<std::ptrdiff_t>(server.sent().size());
        NoDigests digests;
        const auto result = authenticate(session, login, encrypted, digests);
        watch.learn({server.sent().begin() + sentBefore, server.sent().end()});
        watch.demandHidden(result.exchanges, session);
        demand(!result.succeeded || (result.mechanism && !result.obstacle));
        demand(login.allowClear || !watch.sentInTheClear());
        if (result.obstacle) {
            demandHarmless(result.obstacle->sentence);
            watch.demandHidden(result.obstacle->sentence);
        }
    }
    if (session.usable()) {
        watch.demandHidden(deliver(session, protocol), session);
    }
    const auto sent = server.sent().size();
    const bool mayStillSpeak = session.usable();
    session.quit();
    demand(mayStillSpeak || server.sent().size() == sent);
    watch.demandHidden({}, session);
    demandSound(session.transcript().lines());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2) {
        return 0;
    }
    const std::string_view script(reinterpret_cast<const char*>(data + 2), size - 2);
    const Choices choices(data[0] * 256U + data[1]);
    callOn(script, choices);
    logIn(script, choices);
    return 0;
}
