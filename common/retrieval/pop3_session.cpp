// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/pop3_session.hpp"

#include "check/ascii.hpp"
#include "check/range.hpp"

#include <algorithm>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t mostCapabilityOctets = 16UL * 1024;
constexpr std::size_t mostCapabilities = 200;

/// The command without what it is about.
std::string verbOf(const std::string& command)
{
    return command.empty() ? "the connection" : command.substr(0, command.find(' '));
}

} // namespace

std::optional<RetrievalFailure> failureOf(const Pop3Exchange& exchange)
{
    if (exchange.failure) {
        return RetrievalFailure{exchange.step, *exchange.failure, {}, {}, false};
    }
    if (exchange.ok()) {
        return std::nullopt;
    }
    RetrievalFailure refused;
    refused.step = exchange.step;
    refused.refusal = exchange.reply ? exchange.reply->text : PeerText();
    const auto text = toUpper(refused.refusal->raw());
    refused.temporary =
        text.starts_with("[IN-USE]") || text.starts_with("[LOGIN-DELAY]") || text.starts_with("[SYS/TEMP]");
    refused.failure = {FailureKind::Protocol,
                       "the server refuses " + verbOf(exchange.command) + ": " + refused.refusal->shown(120)};
    return refused;
}

Pop3Exchange Pop3Session::greeting()
{
    Pop3Exchange exchange;
    parser_.expect(Pop3Parser::Form::Line, 0);
    await(exchange);
    return exchange;
}

Pop3Exchange Pop3Session::command(RetrievalStep step, const std::string& line)
{
    Pop3Exchange exchange;
    exchange.step = step;
    exchange.command = line;
    mayContinue_ = false;
    parser_.expect(Pop3Parser::Form::Line, 0);
    if (say(exchange, line + "\r\n")) {
        await(exchange);
    }
    return exchange;
}

Pop3Exchange Pop3Session::multiLine(RetrievalStep step, const std::string& line, std::size_t most)
{
    Pop3Exchange exchange;
    exchange.step = step;
    exchange.command = line;
    mayContinue_ = false;
    parser_.expect(Pop3Parser::Form::Lines, most);
    mostOctets_ = std::max(mostPop3Octets, 2 * most);
    if (say(exchange, line + "\r\n")) {
        await(exchange);
    }
    return exchange;
}

Pop3Exchange Pop3Session::secretLine(RetrievalStep step, Secret line, const std::string& shown)
{
    Pop3Exchange exchange;
    exchange.step = step;
    exchange.command = shown;
    mayContinue_ = true;
    parser_.expect(Pop3Parser::Form::Line, 0);
    auto octets = joined({std::exchange(line, {}).reveal(), "\r\n"});
    const bool said = say(exchange, octets.reveal());
    octets = {};
    if (said) {
        await(exchange);
    }
    return exchange;
}

/// A reply that is there before its command was sent would be taken for the answer to it.
bool Pop3Session::say(Pop3Exchange& exchange, std::string_view octets)
{
    try {
        parser_.feed(channel_.receivePending());
        if (!parser_.pending().empty()) {
            transcript_.add("S: " + secrets_.maskedFragment(parser_.pending()));
            fail(exchange, {FailureKind::Protocol, "the server answers before it was asked"});
            return false;
        }
        transcript_.addOwn("C: " + exchange.command);
        channel_.send(octets, deadline_);
    } catch (const PeerFailed& failed) {
        fail(exchange, failed.failure());
        return false;
    }
    return true;
}

void Pop3Session::await(Pop3Exchange& exchange)
{
    const auto start = Clock::now();
    std::size_t taken = 0;
    try {
        while (!exchange.failure && !exchange.reply) {
            if (auto result = parser_.next()) {
                if (auto* fault = std::get_if<Pop3Fault>(&*result)) {
                    const auto line = secrets_.maskedFragment(fault->line.raw());
                    transcript_.add("S: " + line);
                    // The sentence may hold part of a secret, which is no longer found.
                    const bool hidden = line != fault->line.raw();
                    fail(exchange, {FailureKind::Protocol, hidden ? "what came is no POP3 reply" : fault->sentence});
                } else {
                    take(exchange, std::get<Pop3Reply>(*std::move(result)));
                }
                continue;
            }
            const auto octets = channel_.receive(deadline_);
            taken += octets.size();
            if (taken > mostOctets_) {
                fail(exchange, {FailureKind::Protocol, "the server's answer does not end within " +
                                                           std::to_string(mostOctets_ >> 20U) + " MiB"});
                break;
            }
            parser_.feed(octets);
        }
    } catch (const PeerFailed& failed) {
        auto failure = failed.failure();
        if (failure.kind == FailureKind::TimedOut) {
            failure.detail = "no answer within " + formatNumber(since(start).count(), 1) + " s";
        }
        fail(exchange, std::move(failure));
    }
    exchange.seconds = since(start);
    noteStep(exchange.step, exchange.seconds);
}

void Pop3Session::take(Pop3Exchange& exchange, Pop3Reply reply)
{
    const bool refusesLogin = exchange.step == RetrievalStep::Login && reply.kind == Pop3Reply::Kind::Err;
    if (reply.kind == Pop3Reply::Kind::Challenge) {
        exchange.challenge = reply.text;
    }
    reply.text = PeerText(refusesLogin ? secrets_.maskedRefusal(reply.text.raw()) : secrets_.masked(reply.text.raw()));
    const auto* word = reply.kind == Pop3Reply::Kind::Ok ? "+OK " : reply.kind == Pop3Reply::Kind::Err ? "-ERR " : "+ ";
    transcript_.add("S: " + (word + reply.text.raw()));
    if (const auto octets = reply.lines.size() + reply.omitted; octets > 0) {
        transcript_.add("* " + std::to_string(octets) + " octets of lines");
    }
    if (reply.kind == Pop3Reply::Kind::Challenge && !mayContinue_) {
        fail(exchange, {FailureKind::Protocol, "the server asks for more where the command has ended"});
    }
    exchange.reply = std::move(reply);
}

Pop3Exchange Pop3Session::learnCapabilities()
{
    auto exchange = multiLine(RetrievalStep::Capability, "CAPA", mostCapabilityOctets);
    capabilities_.clear();
    knowsCapabilities_ = exchange.ok();
    if (exchange.ok()) {
        for (const auto& line : splitLines(exchange.reply->lines)) {
            if (capabilities_.size() < mostCapabilities) {
                capabilities_.push_back(toUpper(line));
                transcript_.add("S: " + secrets_.masked(line));
            }
        }
    }
    return exchange;
}

bool Pop3Session::has(std::string_view capability) const
{
    return std::any_of(capabilities_.begin(), capabilities_.end(), [&](const std::string& line) {
        return std::string_view(line).substr(0, line.find(' ')) == capability;
    });
}

std::optional<Pop3Exchange> Pop3Session::quit(Seconds within)
{
    if (!usable_) {
        return std::nullopt;
    }
    deadline_ = deadline_.orEarlier(within);
    auto exchange = command(RetrievalStep::End, "QUIT");
    usable_ = false;
    return exchange;
}

Pop3Exchange Pop3Session::startTls(const TlsRequest& request)
{
    auto exchange = command(RetrievalStep::Tls, "STLS");
    if (exchange.ok()) {
        secure(parser_, request);
        capabilities_.clear();
        knowsCapabilities_ = false;
    }
    return exchange;
}

void Pop3Session::fail(Pop3Exchange& exchange, Failure failure)
{
    if (failure.kind != FailureKind::Protocol && !parser_.pending().empty()) {
        auto begun = parser_.pending();
        std::erase(begun, '\r');
        failure.detail += " in the middle of a reply (\"" + harmless(trim(secrets_.maskedFragment(begun)), 80) + "\")";
    }
    transcript_.add("* " + failure.detail);
    exchange.failure = std::move(failure);
    usable_ = false;
}

} // namespace mpm
