// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_zone.hpp"

#include "check/ascii.hpp"
#include "dns/answer.hpp"
#include "dns/wire.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace mpm::test {
namespace {

/// What a question gets in place of records.
struct Fault {
    DnsName owner;
    std::string type; ///< empty: every type
    std::string word;
};

const std::map<std::string, unsigned> errorCodes{{"SERVFAIL", 2}, {"NOTIMP", 4}, {"REFUSED", 5}};

std::optional<Fault> readFault(const std::string& text)
{
    auto words = split(text, ' ');
    std::erase(words, "");
    const auto& last = words.back();
    if (words.size() > 3 || !(errorCodes.contains(last) || last == "SILENT" || last == "GARBAGE")) {
        return std::nullopt;
    }
    return Fault{DnsName::parse(words.front()), words.size() == 3 ? words[1] : "", last};
}

std::vector<FakeDnsPacket> answer(const std::vector<FakeRecord>& records, const std::vector<Fault>& faults,
                                  bool secured, const FakeDnsQuery& query)
{
    const auto question = questionOf(query.octets);
    auto reply = replyFrom(records, query.octets);
    for (const auto& fault : faults) {
        if (fault.owner != question.name) {
            continue;
        }
        const bool meant = fault.type.empty() || fault.type == toString(question.type);
        if (meant && fault.word == "SILENT") {
            return {};
        }
        if (meant && fault.word == "GARBAGE") {
            return {{.octets = "this is no DNS message at all, and of a fair length too"}};
        }
        if (meant) {
            reply = DnsReply(query.octets);
        }
        reply.rcode(meant ? errorCodes.at(fault.word) : 0);
        if (meant) {
            break;
        }
    }
    if (secured) {
        reply.set(bitAuthenticData);
    }
    if (query.edns) {
        reply.edns();
    }
    const auto octets = reply.octets();
    constexpr std::size_t largestUdp = 1232;
    if (query.protocol == DnsProtocol::Udp && octets.size() > largestUdp) {
        return {{.octets = DnsReply(query.octets).set(bitTruncated).octets()}};
    }
    return {{.octets = query.protocol == DnsProtocol::Udp ? octets : framed(octets)}};
}

} // namespace

FakeRecord FakeRecord::parse(const std::string& text)
{
    FakeRecord record;
    record.octets = recordOctets(text);
    const std::string_view octets = record.octets;
    const auto end = nameEnd(octets, 0);
    record.owner = DnsName::fromWire(octets.substr(0, end)).value();
    record.type = static_cast<RecordType>(octetsToU16(octets.substr(end)));
    if (record.type == RecordType::Cname) {
        constexpr std::size_t typeToLength = 10;
        record.target = DnsName::fromWire(octets.substr(end + typeToLength)).value();
    }
    return record;
}

DnsQuestion questionOf(std::string_view query)
{
    const auto end = nameEnd(query, headerSize);
    return {DnsName::fromWire(query.substr(headerSize, end - headerSize)).value(),
            static_cast<RecordType>(octetsToU16(query.substr(end)))};
}

DnsReply replyFrom(const std::vector<FakeRecord>& records, std::string_view query)
{
    DnsReply reply(query);
    auto [name, type] = questionOf(query);
    bool known = false;
    for (std::size_t links = 0; links <= mostAliases; ++links) {
        const auto here = name;
        known = std::any_of(records.begin(), records.end(),
                            [&](const FakeRecord& record) { return record.owner.isWithin(here); });
        for (const auto& record : records) {
            if (record.owner != here || (record.type != type && record.type != RecordType::Cname)) {
                continue;
            }
            reply.rawAnswer(record.octets);
            if (record.type == RecordType::Cname && type != RecordType::Cname) {
                name = record.target;
            }
        }
        if (name == here) {
            break;
        }
    }
    constexpr unsigned nameError = 3;
    return known ? reply : reply.rcode(nameError);
}

FakeDnsBehaviour zoneOf(const FakeZone& zone)
{
    std::vector<FakeRecord> records;
    std::vector<Fault> faults;
    for (const auto& text : zone.records) {
        if (auto fault = readFault(text)) {
            faults.push_back(std::move(*fault));
        } else {
            records.push_back(FakeRecord::parse(text));
        }
    }
    return [records = std::move(records), faults = std::move(faults),
            secured = zone.secured](const FakeDnsQuery& query) { return answer(records, faults, secured, query); };
}

FakeDnsBehaviour zoneOf(std::vector<std::string> records)
{
    return zoneOf(FakeZone{.records = std::move(records)});
}

std::string resolverOption(const FakeDns& dns)
{
    return dns.endpoint().address.toString() + ":" + std::to_string(dns.endpoint().port);
}

} // namespace mpm::test
