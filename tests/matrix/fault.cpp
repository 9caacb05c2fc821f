// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix/fault.hpp"

#include "support/dns_reply.hpp"
#include "support/timing.hpp"

#include <algorithm>

namespace mpm::test {
namespace {

using namespace std::string_literals;
using Say = Fault::Say;
using Then = Fault::Then;
using Connection = Fault::Connection;

/// So that the time runs out before a reply is whole.
double betweenOctets()
{
    return scaled(0.06);
}

std::string repeated(const std::string& text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

const auto garbage = "\0\x01\x1B[31m\x80\xFF\xFE|'=;::\x07\x9B`$(id)<b>\xC0\xAF\xED\xA0\x80\0"s;

/// Nothing where what is said has no end.
ServerStep sayStep(Say say, const Answers& answers)
{
    switch (say) {
    case Say::Nothing: return send("");
    case Say::Good: return send(answers.good);
    case Say::HalfOfGood: return send(answers.good.substr(0, answers.good.size() / 2));
    case Say::GoodByOctets: return drip(answers.good, betweenOctets());
    case Say::GoodTwice: return send(answers.good + answers.good);
    case Say::GoodAndALotMore: return send(repeated(answers.good, 500));
    case Say::LineWithoutEnd:
        return [opening = send(answers.opening + answers.line.substr(0, answers.line.find('\r'))),
                rest = sendForever(std::string(4096, 'x'))](ServerEnd& end) { return opening(end) && rest(end); };
    case Say::LinesWithoutEnd:
        return [opening = send(answers.opening), rest = sendForever(repeated(answers.line, 100))](ServerEnd& end) {
            return opening(end) && rest(end);
        };
    case Say::Garbage: return send(garbage + "\r\n");
    case Say::Transient: return send(answers.transient);
    case Say::Permanent: return send(answers.permanent);
    case Say::Leaving: return send(answers.leaving);
    case Say::Wrong: return send(answers.wrong);
    }
    return send("");
}

/// The octets of each packet.
std::vector<std::string> messagesOf(Say say, const FakeDnsQuery& query, const std::string& good)
{
    constexpr unsigned serverFailure = 2;
    constexpr unsigned notImplemented = 4;
    constexpr unsigned refused = 5;
    const auto octets = query.octets.substr(0, 2);
    switch (say) {
    case Say::Nothing: return {};
    case Say::HalfOfGood: return {good.substr(0, good.size() / 2)};
    case Say::Good:
    case Say::GoodByOctets: return {good};
    case Say::GoodTwice: return {good, good};
    case Say::GoodAndALotMore: return {good + std::string(1000, 'x')};
    case Say::LineWithoutEnd: return {octets + std::string(60000, 'x')};
    case Say::LinesWithoutEnd: return std::vector<std::string>(500, DnsReply(query.octets).id(0).octets());
    case Say::Garbage: return {octets + garbage};
    case Say::Transient: return {DnsReply(query.octets).rcode(serverFailure).octets()};
    case Say::Permanent: return {DnsReply(query.octets).rcode(notImplemented).octets()};
    case Say::Leaving: return {DnsReply(query.octets).rcode(refused).octets()};
    case Say::Wrong: return {query.octets};
    }
    return {};
}

} // namespace

const std::vector<Fault>& faults()
{
    static const std::vector<Fault> all{
        {.name = "none", .say = Say::Good, .then = Then::GoOn},
        {.name = "refused", .connection = Connection::Refused},
        {.name = "unreachable", .connection = Connection::Unreachable},
        {.name = "unanswered", .connection = Connection::Unanswered},
        {.name = "silent", .say = Say::Nothing, .then = Then::Silence},
        {.name = "closed", .say = Say::Nothing, .then = Then::Close},
        {.name = "reset", .say = Say::Nothing, .then = Then::Reset},
        {.name = "half a line", .say = Say::HalfOfGood, .then = Then::Silence},
        {.name = "half a line and closed", .say = Say::HalfOfGood, .then = Then::Close},
        {.name = "an octet now and then", .say = Say::GoodByOctets, .then = Then::GoOn},
        {.name = "endless line", .say = Say::LineWithoutEnd, .then = Then::Close},
        {.name = "endless lines", .say = Say::LinesWithoutEnd, .then = Then::Close},
        {.name = "garbage", .say = Say::Garbage, .then = Then::Silence},
        {.name = "421", .say = Say::Leaving, .then = Then::Close},
        {.name = "4yz", .say = Say::Transient, .then = Then::GoOn},
        {.name = "5yz", .say = Say::Permanent, .then = Then::GoOn},
        {.name = "wrong class", .say = Say::Wrong, .then = Then::GoOn},
        {.name = "two replies at once", .say = Say::GoodTwice, .then = Then::GoOn},
        {.name = "too much too early", .say = Say::GoodAndALotMore, .then = Then::GoOn},
    };
    return all;
}

Script scriptOf(const Fault& fault, const Answers& answers)
{
    Script script{sayStep(fault.say, answers)};
    switch (fault.then) {
    case Then::Silence: script.push_back(staySilent()); break;
    case Then::Close: script.push_back(close()); break;
    case Then::Reset: script.push_back(reset()); break;
    case Then::GoOn: break;
    }
    return script;
}

std::vector<FakeDnsPacket> packetsOf(const Fault& fault, const FakeDnsQuery& query, const std::string& good)
{
    const bool overTcp = query.protocol == DnsProtocol::Tcp;
    std::vector<FakeDnsPacket> packets;
    for (const auto& message : messagesOf(fault.say, query, good)) {
        packets.push_back({.octets = overTcp ? framed(message) : message});
    }
    if (fault.say == Say::GoodByOctets) {
        const auto whole = packets.front().octets;
        packets.clear();
        for (const char octet : whole) {
            packets.push_back({.octets = std::string(1, octet), .delay = betweenOctets()});
        }
    }
    if (overTcp && (fault.then == Then::Close || fault.then == Then::Reset)) {
        packets.push_back({.octets = "", .close = true});
    }
    return packets;
}

} // namespace mpm::test
