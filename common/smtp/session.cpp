// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/session.hpp"

#include "check/ascii.hpp"
#include "check/range.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

/// Senders try HELO after whatever else than consent and a farewell (RFC 5321 section 3.2 names some of the codes).
bool meansTryHelo(const Exchange& exchange)
{
    return exchange.reply && exchange.reply->codeClass() != 2 && !exchange.answered(421);
}

/// What was received, its line ends as " / ".
std::string onOneLine(std::string_view received)
{
    std::string line;
    for (const char c : received) {
        if (c == '\n') {
            line += " / ";
        } else if (c != '\r') {
            line += c;
        }
    }
    return line;
}

/// After these the server no longer reads commands: QUIT would be taken for data or for a TLS handshake.
bool leavesCommandMode(const Exchange& exchange)
{
    return exchange.answeredClass(3) || (exchange.step == Step::StartTls && exchange.answeredClass(2)) ||
           exchange.answered(221);
}

} // namespace

Exchange SmtpSession::greeting()
{
    Exchange exchange;
    exchange.step = Step::Greeting;
    exchange.insideTls = tls_.has_value();
    awaitReply(exchange);
    return exchange;
}

std::vector<Exchange> SmtpSession::hello(Protocol protocol, const std::string& clientName)
{
    const std::string verb = protocol == Protocol::Lmtp ? "LHLO " : "EHLO ";
    forgetCapabilities();
    std::vector<Exchange> exchanges{command(Step::Ehlo, verb + clientName)};
    if (protocol == Protocol::Smtp && connected_ && meansTryHelo(exchanges.back())) {
        exchanges.push_back(command(Step::Helo, "HELO " + clientName));
    }
    return exchanges;
}

Exchange SmtpSession::command(Step step, const std::string& line)
{
    return octets(step, line + "\r\n", line);
}

Exchange SmtpSession::secretCommand(Step step, Secret line, const std::string& masked)
{
    auto exchange = beginExchange(step, masked);
    const auto start = Clock::now();
    auto octets = joined({std::exchange(line, {}).reveal(), "\r\n"});
    const bool said = say(exchange, octets.reveal());
    octets = {};
    if (said) {
        awaitReply(exchange);
        exchange.seconds = since(start);
    }
    return exchange;
}

Exchange SmtpSession::octets(Step step, std::string_view octets, const std::string& shown)
{
    auto exchange = beginExchange(step, shown);
    const auto start = Clock::now();
    if (say(exchange, octets)) {
        awaitReply(exchange);
        exchange.seconds = since(start); // a large message takes its time on the way
    }
    return exchange;
}

Exchange SmtpSession::beginExchange(Step step, const std::string& shown) const
{
    Exchange exchange;
    exchange.step = step;
    exchange.command = shown;
    exchange.insideTls = tls_.has_value();
    return exchange;
}

/// False when the exchange is over: the octets were not sent, and why is written down.
bool SmtpSession::say(Exchange& exchange, std::string_view octets)
{
    try {
        if (noteEarlyData(exchange)) {
            return false;
        }
        if (transcript_.isKept()) {
            transcript_.addOwn("C: " + exchange.command);
        }
        channel_.send(octets, deadline_);
    } catch (const PeerFailed& failed) {
        takeLastWords(exchange, failed.failure());
        return false;
    }
    return true;
}

Exchange SmtpSession::furtherReply(Step step, const std::string& about)
{
    Exchange exchange;
    exchange.step = step;
    exchange.command = about;
    exchange.insideTls = tls_.has_value();
    awaitReply(exchange);
    return exchange;
}

Exchange SmtpSession::owedReply(Step step, const std::string& about)
{
    if (!saidQuit_ && parser_.pending().empty()) {
        try {
            parser_.feed(channel_.receive(deadline_.share(2).orEarlier(Seconds(1))));
        } catch (const PeerFailed& failed) {
            if (failed.failure().kind == FailureKind::TimedOut) {
                sayQuit();
            } // any other fault is met again, and told, where the reply is waited for
        }
    }
    return furtherReply(step, about);
}

std::optional<Reply> SmtpSession::surplusReply(Seconds within)
{
    const auto whole = std::exchange(deadline_, deadline_.orEarlier(within));
    auto exchange = furtherReply(Step::Command, "");
    deadline_ = whole;
    return std::move(exchange.reply);
}

void SmtpSession::forgetCapabilities()
{
    capabilities_ = Capabilities();
    shownCapabilities_ = Capabilities();
}

std::optional<Exchange> SmtpSession::reset()
{
    if (!usable_ || saidQuit_) {
        return std::nullopt;
    }
    const auto whole = std::exchange(deadline_, deadline_.orEarlier(Seconds(1)));
    auto exchange = command(Step::Command, "RSET");
    deadline_ = whole;
    return exchange;
}

bool SmtpSession::noteSurplus()
{
    if (parser_.pending().empty()) {
        return false;
    }
    auto unasked = onOneLine(parser_.pending());
    if (const auto farewell = unasked.find(" / 221"); saidQuit_ && farewell != std::string::npos) {
        unasked.resize(farewell); // that was asked for
    }
    unasked.erase(unasked.find_last_not_of(" /") + 1);
    surplus_ = PeerText(secrets_.maskedFragment(unasked));
    transcript_.add("* the server spoke before the next command was sent: " + surplus_.shown());
    return true;
}

/// Each later reply would be taken for the answer to another command than the one that it answers.
bool SmtpSession::noteEarlyData(Exchange& exchange)
{
    parser_.feed(channel_.receivePending());
    if (auto farewell = takeFarewell()) {
        takeReply(exchange, std::move(*farewell)); // as if the command had been on its way already
        return true;
    }
    if (!noteSurplus()) {
        return false;
    }
    exchange.earlyData = true;
    if (counting_) {
        return false;
    }
    exchange.failure = Failure{FailureKind::Protocol, "the server's replies are out of step"};
    connected_ = usable_ = false;
    return true;
}

void SmtpSession::awaitReply(Exchange& exchange)
{
    const auto start = Clock::now();
    try {
        auto result = parser_.next();
        while (!result) {
            parser_.feed(channel_.receive(deadline_));
            result = parser_.next();
        }
        if (const auto* fault = std::get_if<ReplyFault>(&*result)) {
            const auto line = secrets_.maskedFragment(fault->line.raw());
            transcript_.add("S: " + harmless(line));
            // The sentence may hold part of a secret, which is no longer found.
            const bool hidden = line != fault->line.raw();
            fail(exchange, {FailureKind::Protocol, hidden ? "what came is no SMTP reply" : fault->sentence});
        } else {
            takeReply(exchange, std::get<Reply>(*std::move(result)));
        }
    } catch (const PeerFailed& failed) {
        auto failure = failed.failure();
        if (failure.kind == FailureKind::TimedOut) {
            // The channel knows only its last wait; a peer that drips makes that one short.
            failure.detail = "no answer within " + formatNumber(since(start).count(), 1) + " s";
        }
        fail(exchange, std::move(failure));
    }
    exchange.seconds = since(start);
}

void SmtpSession::takeReply(Exchange& exchange, Reply reply)
{
    if (reply.code == 334) {
        exchange.challenge = reply.lines.front();
    }
    const bool offers = exchange.step == Step::Ehlo && reply.code == 250;
    if (offers) {
        capabilities_ = Capabilities(reply);
    }
    const bool refusesLogin = exchange.step == Step::Auth && reply.codeClass() >= 4;
    for (auto& line : reply.lines) {
        line = PeerText(refusesLogin ? secrets_.maskedRefusal(line.raw()) : secrets_.masked(line.raw()));
    }
    if (offers) {
        shownCapabilities_ = capabilities_.asShownBy(reply);
    }
    for (std::size_t i = 0; transcript_.isKept() && i < reply.lines.size(); ++i) {
        const auto* separator = i + 1 < reply.lines.size() ? "-" : " ";
        transcript_.add("S: " + std::to_string(reply.code) + separator + reply.lines[i].shown());
    }
    exchange.reply = std::move(reply);
    if (whole_ && exchange.reply->codeClass() < 4) {
        deadline_ = Deadline(std::max(deadline_.at(), whole_->mostOf().at()));
    }
    connected_ = connected_ && exchange.reply->code != 421 && exchange.reply->code != 221;
    usable_ = connected_ && !leavesCommandMode(exchange);
}

/// Who closes in the middle of a long message has often said why.
void SmtpSession::takeLastWords(Exchange& exchange, const Failure& failure)
{
    try {
        parser_.feed(channel_.receivePending());
    } catch (const PeerFailed&) {
        // then there are none
    }
    const auto result = parser_.next();
    if (result && std::holds_alternative<Reply>(*result)) {
        connected_ = false;
        takeReply(exchange, std::get<Reply>(*result));
    } else {
        fail(exchange, failure);
    }
}

void SmtpSession::fail(Exchange& exchange, Failure failure)
{
    if (failure.kind != FailureKind::Protocol && !parser_.pending().empty()) {
        // A carriage return that goes could have stood between the letters of a secret.
        const auto begun = secrets_.maskedFragment(onOneLine(parser_.pending()));
        failure.detail += " in the middle of a reply (\"" + harmless(trim(begun), 80) + "\")";
    }
    transcript_.add("* " + failure.detail);
    exchange.failure = std::move(failure);
    connected_ = false;
    usable_ = false;
}

} // namespace mpm
