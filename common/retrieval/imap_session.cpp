// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrieval/imap_session.hpp"

#include "check/ascii.hpp"
#include "check/range.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace mpm {
namespace {

constexpr std::size_t mostCapabilities = 200;
constexpr std::size_t longestCapability = 100;

std::size_t countOf(const std::vector<ImapValue>& values)
{
    return std::accumulate(values.begin(), values.end(), values.size(),
                           [](std::size_t sum, const ImapValue& value) { return sum + countOf(value.items); });
}

} // namespace

ImapExchange ImapSession::greeting()
{
    ImapExchange exchange;
    await(exchange, {});
    return exchange;
}

ImapExchange ImapSession::command(RetrievalStep step, const std::string& line, const std::vector<std::string>& wanted)
{
    ImapExchange exchange;
    exchange.step = step;
    exchange.command = line;
    tag_ = "a" + std::to_string(++commands_);
    mayContinue_ = false;
    if (say(exchange, tag_ + " " + line + "\r\n")) {
        await(exchange, wanted);
    }
    return exchange;
}

ImapExchange ImapSession::secretCommand(RetrievalStep step, Secret line, const std::string& shown)
{
    ImapExchange exchange;
    exchange.step = step;
    exchange.command = shown;
    tag_ = "a" + std::to_string(++commands_);
    mayContinue_ = true;
    auto octets = joined({tag_, " ", std::exchange(line, {}).reveal(), "\r\n"});
    const bool said = say(exchange, octets.reveal());
    octets = {};
    if (said) {
        await(exchange, {});
    }
    return exchange;
}

ImapExchange ImapSession::furtherLine(RetrievalStep step, Secret line, const std::string& shown)
{
    ImapExchange exchange;
    exchange.step = step;
    exchange.command = shown;
    mayContinue_ = true;
    auto octets = joined({std::exchange(line, {}).reveal(), "\r\n"});
    const bool said = say(exchange, octets.reveal());
    octets = {};
    if (said) {
        await(exchange, {});
    }
    return exchange;
}

bool ImapSession::say(ImapExchange& exchange, std::string_view octets)
{
    responses_ = octets_ = values_ = 0;
    try {
        parser_.feed(channel_.receivePending());
        takeUnsolicited(exchange);
        if (exchange.failure) {
            return false;
        }
        transcript_.addOwn("C: " + (tag_.empty() ? "" : tag_ + " ") + exchange.command);
        channel_.send(octets, deadline_);
    } catch (const PeerFailed& failed) {
        takeUnsolicited(exchange); // who closes has often said why
        if (!exchange.failure) {
            fail(exchange, failed.failure());
        }
        return false;
    }
    return true;
}

/// What came before the command: news of the folder, but no completion, which nobody can be waiting for.
void ImapSession::takeUnsolicited(ImapExchange& exchange)
{
    while (!exchange.failure) {
        const auto result = parser_.next();
        if (!result) {
            return;
        }
        if (const auto* fault = std::get_if<ImapFault>(&*result)) {
            failParsing(exchange, *fault);
            return;
        }
        const auto& response = std::get<ImapResponse>(*result);
        if (response.kind == ImapResponse::Kind::Untagged) {
            takeUntagged(exchange, response, {});
        } else {
            transcript_.add("S: " + secrets_.masked(response.line));
            fail(exchange, {FailureKind::Protocol, "the server answers before it was asked"});
        }
    }
}

void ImapSession::await(ImapExchange& exchange, const std::vector<std::string>& wanted)
{
    const auto start = Clock::now();
    try {
        while (!exchange.failure && !exchange.completion && !exchange.challenge) {
            if (auto result = parser_.next()) {
                if (const auto* fault = std::get_if<ImapFault>(&*result)) {
                    failParsing(exchange, *fault);
                } else if (take(exchange, std::get<ImapResponse>(*std::move(result)), wanted)) {
                    break;
                }
                continue;
            }
            const auto octets = channel_.receive(deadline_);
            octets_ += octets.size();
            if (octets_ > mostOctets_) {
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

/// True when the exchange is over.
bool ImapSession::take(ImapExchange& exchange, ImapResponse response, const std::vector<std::string>& wanted)
{
    if (response.kind == ImapResponse::Kind::Untagged) {
        return takeUntagged(exchange, std::move(response), wanted);
    }
    if (response.kind == ImapResponse::Kind::Continuation && mayContinue_) {
        exchange.challenge = response.text;
        transcript_.add("S: " + secrets_.masked(response.line));
        return true;
    }
    response = masked(std::move(response), exchange.step);
    transcript_.add("S: " + response.line);
    if (response.kind == ImapResponse::Kind::Continuation) {
        fail(exchange, {FailureKind::Protocol, "the server asks for more where the command has ended"});
    } else if (tag_.empty() || response.tag != tag_) {
        fail(exchange, {FailureKind::Protocol, "the server answers a command that was not sent"});
    } else {
        tag_.clear();
        noteCapabilities(response);
        exchange.completion = std::move(response);
    }
    return true;
}

bool ImapSession::takeUntagged(ImapExchange& exchange, ImapResponse response, const std::vector<std::string>& wanted)
{
    if (++responses_ > mostImapResponses) {
        fail(exchange,
             {FailureKind::Protocol, "the server sends more than " + std::to_string(mostImapResponses) + " responses"});
        return true;
    }
    noteCapabilities(response);
    const bool greets = exchange.step == RetrievalStep::Greeting && exchange.command.empty();
    const bool keep = std::find(wanted.begin(), wanted.end(), response.name) != wanted.end();
    if (response.isStatus() || !keep) {
        response = masked(std::move(response), exchange.step);
        transcript_.add("S: " + response.line);
    } else {
        transcript_.add("S: " + secrets_.masked(response.line));
    }
    if (keep) {
        values_ += countOf(response.values);
        if (values_ > mostValuesKept) {
            fail(exchange,
                 {FailureKind::Protocol, "the server sends more than " + std::to_string(mostValuesKept) + " values"});
            return true;
        }
        response.line.clear();
        exchange.data.push_back(std::move(response));
        return false;
    }
    if (response.name == "BYE") {
        farewell_ = response.text;
        if (greets) {
            exchange.completion = std::move(response);
            usable_ = false;
        } else {
            fail(exchange, {FailureKind::Closed, "the server says BYE: " + farewell_->shown(120)});
        }
        return true;
    }
    if (!greets) {
        return false;
    }
    if (response.name == "OK" || response.name == "PREAUTH") {
        exchange.completion = std::move(response);
    } else {
        fail(exchange, {FailureKind::Protocol, "\"" + harmless(response.line, 80) + "\" is no greeting of IMAP"});
    }
    return true;
}

void ImapSession::noteCapabilities(const ImapResponse& response)
{
    std::vector<std::string> named;
    if (response.kind == ImapResponse::Kind::Untagged && response.name == "CAPABILITY") {
        for (const auto& value : response.values) {
            named.push_back(toUpper(value.text));
        }
    } else if (response.isStatus() && response.code == "CAPABILITY") {
        named = splitWords(toUpper(response.codeText));
    } else {
        return;
    }
    std::erase_if(named, [](const std::string& each) { return each.size() > longestCapability; });
    named.resize(std::min(named.size(), mostCapabilities));
    capabilities_ = std::move(named);
}

bool ImapSession::has(std::string_view capability) const
{
    return std::find(capabilities_.begin(), capabilities_.end(), capability) != capabilities_.end();
}

std::optional<ImapExchange> ImapSession::learnCapabilities()
{
    return capabilities_.empty() ? std::optional(command(RetrievalStep::Capability, "CAPABILITY")) : std::nullopt;
}

void ImapSession::logout()
{
    if (!usable_) {
        return;
    }
    try {
        transcript_.addOwn("C: a" + std::to_string(++commands_) + " LOGOUT");
        channel_.send("a" + std::to_string(commands_) + " LOGOUT\r\n", deadline_.orEarlier(Seconds(0.1)));
    } catch (const PeerFailed&) {
        // then it has left already
    }
    usable_ = false;
}

ImapExchange ImapSession::startTls(const TlsRequest& request)
{
    auto exchange = command(RetrievalStep::Tls, "STARTTLS");
    if (exchange.ok()) {
        secure(parser_, request);
        forgetCapabilities();
    }
    return exchange;
}

ImapResponse ImapSession::masked(ImapResponse response, RetrievalStep step) const
{
    const bool refuses = step == RetrievalStep::Login && (response.name == "NO" || response.name == "BAD");
    const auto mask = [&](const std::string& text) {
        return refuses ? secrets_.maskedRefusal(text) : secrets_.masked(text);
    };
    response.text = PeerText(mask(response.text.raw()));
    response.codeText = mask(response.codeText);
    response.line = mask(response.line);
    return response;
}

void ImapSession::failParsing(ImapExchange& exchange, const ImapFault& fault)
{
    const auto line = secrets_.maskedFragment(fault.line.raw());
    transcript_.add("S: " + line);
    // The sentence may hold part of a secret, which is no longer found.
    const bool hidden = line != fault.line.raw();
    fail(exchange, {FailureKind::Protocol, hidden ? "what came is no IMAP response" : fault.sentence});
}

void ImapSession::fail(ImapExchange& exchange, Failure failure)
{
    if (failure.kind != FailureKind::Protocol && !farewell_) {
        auto begun = parser_.pending();
        std::erase(begun, '\r');
        if (!begun.empty()) {
            failure.detail +=
                " in the middle of a response (\"" + harmless(trim(secrets_.maskedFragment(begun)), 80) + "\")";
        }
    }
    transcript_.add("* " + failure.detail);
    exchange.failure = std::move(failure);
    usable_ = false;
}

} // namespace mpm
