// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever an SMTP server sends is read as replies or refused within bounds, in the same way however
// the octets are cut into pieces, and what is taken out of a reply (capabilities, queue ID) can be shown.
// The first octet is the size of the pieces.
#include "check/ascii.hpp"
#include "fuzz/demand.hpp"
#include "smtp/capabilities.hpp"
#include "smtp/reply_parser.hpp"
#include "submission/queue_id.hpp"

#include <algorithm>
#include <cstdint>

using namespace mpm;
using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

namespace {

struct Heard {
    std::vector<Reply> replies;
    std::optional<ReplyFault> fault;
    std::string pending;
};

Heard hear(std::string_view octets, std::size_t pieceSize)
{
    Heard heard;
    ReplyParser parser;
    for (std::size_t at = 0; at < octets.size() && !heard.fault; at += pieceSize) {
        parser.feed(octets.substr(at, pieceSize));
        for (auto result = parser.next(); result && !heard.fault; result = parser.next()) {
            if (auto* reply = std::get_if<Reply>(&*result)) {
                heard.replies.push_back(std::move(*reply));
            } else {
                heard.fault = std::get<ReplyFault>(*result);
            }
        }
    }
    heard.pending = parser.pending();
    return heard;
}

void judge(const Capabilities& capabilities, const Reply& reply)
{
    static const auto expectations = CapabilityExpectation::parseList("STARTTLS,!AUTH,SIZE>=1,SIZE<=9,AUTH=PLAIN");
    demand(capabilities.all().size() < reply.lines.size());
    for (const auto& capability : capabilities.all()) {
        demand(toUpper(capability.keyword) == capability.keyword && capabilities.has(capability.keyword));
        demandHarmless(capability.keyword);
        demandHarmless(capability.parameters);
        for (const auto& parameter : capability.parameterList()) {
            demand(!parameter.empty() && parameter.find(' ') == std::string::npos);
        }
    }
    for (const auto& expectation : expectations) {
        const auto miss = expectation.missedBy(capabilities);
        demand(!miss || miss->starts_with(expectation.keyword()));
    }
    demand(capabilities.asShownBy(reply).all().size() == capabilities.all().size());
}

void judge(const Reply& reply)
{
    demand(reply.code >= 100 && reply.code <= 599);
    demand(!reply.lines.empty() && reply.lines.size() <= mostReplyLines);
    std::size_t octets = 0;
    for (const auto& line : reply.lines) {
        octets += line.raw().size();
        demand(line.raw().find('\n') == std::string::npos);
    }
    demand(octets <= longestReply);
    demand(!reply.enhanced() || reply.enhanced()->status == reply.codeClass());
    demandHarmless(reply.text());
    demandHarmless(reply.shown());
    demandHarmless(reply.quoted());
    judge(Capabilities(reply), reply);
    const auto id = queueIdOf(reply);
    demandHarmless(id);
    demand(id.size() <= 100 && id.find(' ') == std::string::npos);
}

bool same(const Reply& a, const Reply& b)
{
    return a.code == b.code && a.lines == b.lines && a.anomalies == b.anomalies;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::string_view octets(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto heard = hear(octets, std::max<std::size_t>(octets.size(), 1));
    for (const auto& reply : heard.replies) {
        judge(reply);
    }
    if (heard.fault) {
        demandHarmless(heard.fault->sentence);
        demand(heard.pending.empty() && heard.fault->line.raw().size() <= 1024);
    }
    const auto inPieces = hear(octets, data[0] + 1U);
    demand(
        std::equal(heard.replies.begin(), heard.replies.end(), inPieces.replies.begin(), inPieces.replies.end(), same));
    demand(heard.fault.has_value() == inPieces.fault.has_value() && heard.pending == inPieces.pending);
    demand(!heard.fault ||
           (heard.fault->kind == inPieces.fault->kind && heard.fault->sentence == inPieces.fault->sentence));
    return 0;
}
