// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mx/blocklist.hpp"

#include "check/peer_text.hpp"
#include "check_mx/blocklist_entry.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

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

namespace {

using Entries = std::vector<std::optional<DnsName>>; ///< the name to ask each zone for; nothing where that is too long

/// Those that can't be asked stand in front.
std::vector<BlocklistAnswer> readAll(const std::vector<DnsName>& zones, const Entries& entries,
                                     const std::vector<DnsAnswer>& answers)
{
    std::vector<BlocklistAnswer> result;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        if (!entries[i]) {
            result.push_back({zones[i].toString(), BlocklistAnswer::State::Failed, "", "the zone's name is too long"});
        }
    }
    auto answer = answers.begin();
    for (std::size_t i = 0; i < zones.size(); ++i) {
        if (entries[i]) {
            result.push_back(read(zones[i], answer[0], answer[1]));
            answer += 2;
        }
    }
    return result;
}

void askEntries(DnsLookups& lookups, const std::vector<DnsName>& zones, const Entries& entries, Deadline deadline,
                std::function<void(std::vector<BlocklistAnswer>)> then)
{
    std::vector<DnsQuestion> questions;
    for (const auto& name : entries) {
        if (name) {
            questions.push_back({*name, RecordType::A});
            questions.push_back({*name, RecordType::Txt});
        }
    }
    lookups.add({.questions = std::move(questions),
                 .until = deadline,
                 .then = [=, then = std::move(then)](const std::vector<DnsAnswer>& answers) {
                     then(readAll(zones, entries, answers));
                 }});
}

/// What RFC 5782 section 5 says of each list.
struct TestEntries {
    std::vector<DnsName> listed; ///< one of them must be; a list may be of one family alone
    DnsName notListed;
};

TestEntries testEntries(const DnsName& zone, BlocklistHealth::Of of)
{
    if (of == BlocklistHealth::Of::Names) {
        return {{DnsName::parse("test").under(zone).value_or(zone)},
                DnsName::parse("invalid").under(zone).value_or(zone)};
    }
    const auto entry = [&](const char* address) { return entryName(*IpAddress::parse(address), zone).value_or(zone); };
    return {{entry("127.0.0.2"), entry("::ffff:127.0.0.2")}, entry("127.0.0.1")};
}

std::vector<BlocklistHealth> readHealth(const std::vector<DnsName>& zones, BlocklistHealth::Of of,
                                        const std::vector<DnsAnswer>& answers)
{
    const auto each = zones.empty() ? 0 : answers.size() / zones.size();
    std::vector<BlocklistHealth> result;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        auto& health = result.emplace_back(BlocklistHealth{.zone = zones[i].toString(), .of = of});
        const auto soa = answers.begin() + static_cast<std::ptrdiff_t>(each * i);
        const bool lacksAll = std::all_of(soa + 2, soa + static_cast<std::ptrdiff_t>(each), [](const auto& answer) {
            return answer.outcome == DnsOutcome::NoSuchName || answer.outcome == DnsOutcome::NoData;
        });
        if (read(zones[i], soa[1], {}).state == BlocklistAnswer::State::Listed) {
            health.state = BlocklistHealth::State::ListsEverything;
        } else if (soa->outcome == DnsOutcome::NoSuchName) {
            health.state = BlocklistHealth::State::NoSuchZone;
        } else if (lacksAll) {
            health.state = BlocklistHealth::State::ListsNothing;
        }
    }
    return result;
}

} // namespace

void askBlocklists(DnsLookups& lookups, const IpAddress& address, const std::vector<DnsName>& zones, Deadline deadline,
                   std::function<void(std::vector<BlocklistAnswer>)> then)
{
    Entries entries;
    std::transform(zones.begin(), zones.end(), std::back_inserter(entries),
                   [&](const DnsName& zone) { return entryName(address, zone); });
    askEntries(lookups, zones, entries, deadline, std::move(then));
}

void askNameLists(DnsLookups& lookups, const DnsName& domain, const std::vector<DnsName>& zones, Deadline deadline,
                  std::function<void(std::vector<BlocklistAnswer>)> then)
{
    Entries entries;
    std::transform(zones.begin(), zones.end(), std::back_inserter(entries),
                   [&](const DnsName& zone) { return domain.under(zone); });
    askEntries(lookups, zones, entries, deadline, std::move(then));
}

void askBlocklistHealth(DnsLookups& lookups, const std::vector<DnsName>& zones, BlocklistHealth::Of of,
                        Deadline deadline, std::function<void(std::vector<BlocklistHealth>)> then)
{
    std::vector<DnsQuestion> questions;
    for (const auto& zone : zones) {
        const auto entries = testEntries(zone, of);
        questions.push_back({zone, RecordType::Soa});
        questions.push_back({entries.notListed, RecordType::A});
        for (const auto& name : entries.listed) {
            questions.push_back({name, RecordType::A});
        }
    }
    lookups.add({.questions = std::move(questions),
                 .until = deadline,
                 .then = [=, then = std::move(then)](const std::vector<DnsAnswer>& answers) {
                     then(readHealth(zones, of, answers));
                 }});
}

} // namespace mpm::checkMx
