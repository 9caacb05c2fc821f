// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/blocklist.hpp"

#include "check/peer_text.hpp"
#include "check_mx/blocklist_entry.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace mpm::checkMx {
namespace {

using State = BlocklistAnswer::State;

/// RFC 5782 section 2.1: entries are in 127.0.0.0/8. Lists refuse a query with 127.255.255.x.
State stateOf(const IpAddress& code)
{
    const auto octets = code.octets();
    if (octets[0] != 127) {
        return State::Failed;
    }
    return octets[1] == 255 && octets[2] == 255 ? State::Refused : State::Listed;
}

/// The code that decides: any listing, else what is no blocklist's answer, else the refusal.
const IpAddress& decisive(const std::vector<AddressRecord>& codes)
{
    for (const auto wanted : {State::Listed, State::Failed}) {
        const auto code = std::find_if(codes.begin(), codes.end(),
                                       [=](const auto& record) { return stateOf(record.address) == wanted; });
        if (code != codes.end()) {
            return code->address;
        }
    }
    return codes.front().address;
}

BlocklistAnswer read(const DnsName& zone, const DnsAnswer& a, const DnsAnswer& txt)
{
    BlocklistAnswer answer;
    answer.zone = zone.toString();
    if (a.outcome == DnsOutcome::NoSuchName || a.outcome == DnsOutcome::NoData) {
        return answer;
    }
    const auto codes = a.values<AddressRecord>();
    if (a.outcome != DnsOutcome::Answered || codes.empty()) {
        answer.state = BlocklistAnswer::State::Failed;
        answer.reason = a.detail;
        return answer;
    }
    const auto& code = decisive(codes);
    answer.state = stateOf(code);
    answer.code = code.toString();
    const auto texts = txt.outcome == DnsOutcome::Answered ? txt.values<TxtRecord>() : std::vector<TxtRecord>();
    if (!texts.empty()) {
        answer.reason = texts.front().text.shown();
    }
    return answer;
}

} // namespace

std::vector<DnsName> eachOnce(const std::vector<DnsName>& zones)
{
    std::vector<DnsName> once;
    std::copy_if(zones.begin(), zones.end(), std::back_inserter(once),
                 [&](const DnsName& zone) { return std::find(once.begin(), once.end(), zone) == once.end(); });
    return once;
}

std::vector<BlocklistAnswer> askBlocklists(DnsTransport& dns, const IpAddress& address,
                                           const std::vector<DnsName>& zones, Deadline deadline)
{
    std::vector<BlocklistAnswer> result;
    std::vector<DnsName> asked;
    std::vector<DnsQuestion> questions;
    for (const auto& zone : zones) {
        if (const auto name = entryName(address, zone)) {
            asked.push_back(zone);
            questions.push_back({*name, RecordType::A});
            questions.push_back({*name, RecordType::Txt});
        } else {
            result.push_back({zone.toString(), BlocklistAnswer::State::Failed, "", "the zone's name is too long"});
        }
    }
    const auto answers = dns.ask(questions, deadline);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        result.push_back(read(asked[i], answers[2 * i], answers[2 * i + 1]));
    }
    return result;
}

std::vector<BlocklistHealth> askBlocklistHealth(DnsTransport& dns, const std::vector<DnsName>& zones, Deadline deadline)
{
    std::vector<DnsQuestion> questions;
    for (const auto& zone : zones) {
        questions.push_back({entryName(*IpAddress::parse("127.0.0.1"), zone).value_or(zone), RecordType::A});
        questions.push_back({zone, RecordType::Soa});
    }
    const auto answers = dns.ask(questions, deadline);
    std::vector<BlocklistHealth> result;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        auto& health = result.emplace_back(BlocklistHealth{zones[i].toString()});
        if (read(zones[i], answers[2 * i], {}).state == BlocklistAnswer::State::Listed) {
            health.state = BlocklistHealth::State::ListsEverything;
        } else if (answers[2 * i + 1].outcome == DnsOutcome::NoSuchName) {
            health.state = BlocklistHealth::State::NoSuchZone;
        }
    }
    return result;
}

} // namespace mpm::checkMx
