// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/pending_query.hpp"

#include "check/append.hpp"
#include "dns/wire.hpp"

#include <poll.h>

#include <algorithm>

namespace mpm {
namespace {

/// Read at one go; a flood of packets must not keep the loop from looking at the clock.
constexpr int mostPacketsAtOnce = 32;

DnsQuery makeQuery(const DnsQuestion& question, const DnsQueryForm& form)
{
    const auto caseOctets = (question.name.wire().size() + 7) / 8;
    const auto random = randomOctets(2 + caseOctets);
    return {question, octetsToU16(random), random.substr(2), form.edns, form.recursionDesired};
}

} // namespace

PendingQuery::PendingQuery(const Endpoint& server, const DnsQuestion& question, const DnsQueryForm& form,
                           const std::optional<IpAddress>& source, std::shared_ptr<RecordRoom> room)
    : server_(server), form_(form), query_(makeQuery(question, form)), socket_(server, form.protocol, source),
      room_(std::move(room)), datagram_(writeQuery(query_))
{
    if (form.protocol == DnsProtocol::Udp) {
        socket_.send(datagram_);
    } else {
        appendU16(unsent_, static_cast<std::uint16_t>(datagram_.size())); // RFC 7766 section 8
        unsent_ += datagram_;
    }
}

short PendingQuery::events() const
{
    return unsent_.empty() ? POLLIN : POLLOUT;
}

std::optional<DnsTrouble> PendingQuery::repeat()
{
    if (form_.protocol == DnsProtocol::Tcp) {
        return std::nullopt;
    }
    try {
        socket_.send(datagram_);
        return std::nullopt;
    } catch (const DnsServerFailed& failed) {
        return failed.trouble();
    }
}

std::optional<PendingQuery::Result> PendingQuery::advance()
{
    try {
        return form_.protocol == DnsProtocol::Udp ? advanceUdp() : advanceTcp();
    } catch (const DnsServerFailed& failed) {
        return failed.trouble();
    }
}

std::optional<PendingQuery::Result> PendingQuery::advanceUdp()
{
    for (int i = 0; i < mostPacketsAtOnce; ++i) {
        const auto packet = socket_.receive();
        if (!packet) {
            break;
        }
        if (auto result = read(*packet)) {
            return result;
        }
    }
    return std::nullopt;
}

std::optional<PendingQuery::Result> PendingQuery::advanceTcp()
{
    if (!unsent_.empty()) {
        unsent_.erase(0, socket_.send(unsent_));
        return std::nullopt;
    }
    const auto octets = socket_.receive();
    received_ += octets.value_or("");
    if (received_.size() < 2) {
        return std::nullopt;
    }
    const std::size_t announced = octetsToU16(received_);
    const auto wanted = std::min(announced, mostAnswerOctets);
    if (received_.size() - 2 < wanted) {
        return std::nullopt;
    }
    const auto extent = wanted < announced ? Extent::Beginning : Extent::Whole;
    if (auto result = read(std::string_view(received_).substr(2, wanted), extent)) {
        return result;
    }
    return DnsTrouble{DnsOutcome::Garbage, server_.toString() + " answers something else by TCP: " + strayWords_};
}

std::optional<PendingQuery::Result> PendingQuery::read(std::string_view octets, Extent extent)
{
    auto answer = readAnswer(query_, octets, *room_, extent);
    if (auto* message = std::get_if<DnsMessage>(&answer)) {
        return std::move(*message);
    }
    const auto& fault = std::get<WireFault>(answer);
    if (fault.kind == WireFault::Kind::Malformed) {
        return DnsTrouble{DnsOutcome::Garbage,
                          "the answer from " + server_.toString() + " can't be read: " + fault.sentence};
    }
    strayWords_ = fault.sentence;
    const auto oddity = fault.kind == WireFault::Kind::WrongQuestion ? DnsOddity::WrongQuestion : DnsOddity::WrongId;
    addOnce(oddities_, oddity);
    return std::nullopt;
}

} // namespace mpm
