// SPDX-License-Identifier: GPL-3.0-or-later
// Several commands in one go (RFC 2920).
#include "smtp/session.hpp"

#include <utility>

namespace mpm {

std::vector<Exchange> SmtpSession::group(const std::vector<SessionCommand>& commands)
{
    std::vector<Exchange> exchanges;
    const bool together = capabilities_.has("PIPELINING") && commands.size() > 1;
    if (together) {
        if (auto unsent = sendGroup(commands)) {
            return {std::move(*unsent)};
        }
    }
    for (const auto& each : commands) {
        exchanges.push_back(together ? groupReply(each) : command(each.step, each.line));
        if (!usable_) {
            break;
        }
    }
    return exchanges;
}

Exchange SmtpSession::beginExchange(const SessionCommand& command) const
{
    const auto shown = command.remark.empty() ? command.line : command.line + " " + std::string(command.remark);
    return beginExchange(command.step, shown);
}

std::optional<Exchange> SmtpSession::sendGroup(const std::vector<SessionCommand>& commands, bool leaves)
{
    auto first = beginExchange(commands.front());
    groupSent_ = Clock::now();
    ++groups_;
    std::string octets;
    for (const auto& each : commands) {
        octets.append(each.line).append("\r\n").append(each.chunk);
    }
    octets += leaves ? "QUIT\r\n" : "";
    try {
        if (noteEarlyData(first)) {
            return first;
        }
        for (const auto& each : commands) {
            if (transcript_.isKept()) {
                transcript_.addOwn("C: " + beginExchange(each).command);
            }
        }
        if (leaves) {
            transcript_.addOwn("C: QUIT");
            saidQuit_ = true;
        }
        channel_.send(octets, deadline_);
    } catch (const PeerFailed& failed) {
        takeLastWords(first, failed.failure());
        return first;
    }
    return std::nullopt;
}

Exchange SmtpSession::groupReply(const SessionCommand& command, std::optional<Seconds> within)
{
    auto exchange = beginExchange(command);
    exchange.group = groups_;
    const auto whole = deadline_;
    deadline_ = within ? deadline_.orEarlier(*within) : deadline_;
    awaitReply(exchange);
    exchange.seconds = since(groupSent_);
    deadline_ = within ? whole : deadline_;
    return exchange;
}

void SmtpSession::noteOutOfStep(Exchange& exchange)
{
    if (!usable_ || !exchange.reply) {
        return;
    }
    try {
        const auto until = deadline_.orEarlier(Seconds(1));
        while (parser_.pending().find('\n') == std::string_view::npos) {
            parser_.feed(channel_.receive(until));
        }
    } catch (const PeerFailed&) {
        return; // then it has said one reply for each, and this one is merely wrong
    }
    if (parser_.pending().starts_with("421")) {
        return;
    }
    surplus_ = PeerText(exchange.reply->shown());
    transcript_.add("* one reply more than commands were sent");
    exchange.reply.reset();
    exchange.earlyData = true;
    exchange.failure = Failure{FailureKind::Protocol, "the server's replies are out of step"};
    connected_ = usable_ = false;
}

std::optional<Exchange> SmtpSession::endEmptyMessage()
{
    if (!connected_) {
        return std::nullopt;
    }
    const auto whole = std::exchange(deadline_, deadline_.orEarlier(Seconds(1)));
    auto exchange = octets(Step::Message, ".\r\n", ".");
    deadline_ = whole;
    return exchange;
}

} // namespace mpm
