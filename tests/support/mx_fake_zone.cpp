// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mx_fake_zone.hpp"

#include "dns/name.hpp"
#include "dns/record.hpp"
#include "support/dns_reply.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

namespace mpm::test {
namespace {

/// "NAME TYPE DATA" taken apart.
struct Line {
    DnsName owner;
    std::string type;
    std::string data;
};

Line parse(const std::string& text)
{
    std::istringstream words(text);
    std::string owner;
    Line line;
    words >> owner >> line.type;
    std::getline(words >> std::ws, line.data);
    line.owner = DnsName::parse(owner);
    return line;
}

bool isFault(const std::string& word)
{
    return word == "SERVFAIL" || word == "SILENT" || word == "GARBAGE";
}

/// The question of a query that the plugin has put together, so it is well formed.
std::pair<DnsName, std::string> questionOf(const std::string& octets)
{
    constexpr std::size_t header = 12;
    auto end = header;
    while (octets.at(end) != '\0') {
        end += static_cast<unsigned char>(octets.at(end)) + 1U;
    }
    ++end;
    const auto type =
        static_cast<unsigned char>(octets.at(end)) * 256U + static_cast<unsigned char>(octets.at(end + 1));
    return {DnsName::fromWire(octets.substr(header, end - header)).value(), toString(static_cast<RecordType>(type))};
}

std::vector<FakeDnsPacket> answer(const std::vector<Line>& lines, const FakeDnsQuery& query)
{
    const auto [name, type] = questionOf(query.octets);
    DnsReply reply(query.octets);
    constexpr unsigned servFail = 2;
    constexpr unsigned nameError = 3;
    bool exists = false;
    std::string fault;
    for (const auto& line : lines) {
        if (line.owner != name) {
            continue;
        }
        exists = true;
        if (isFault(line.type)) {
            fault = line.type;
        } else if (line.type == type && isFault(line.data)) {
            fault = line.data;
        } else if (line.type == type) {
            reply.answer(name.toString() + ". 300 IN " + line.type + " " + line.data);
        }
    }
    if (fault == "SILENT") {
        return {};
    }
    if (fault == "GARBAGE") {
        return {{.octets = "this is no DNS message at all, and of a fair length too"}};
    }
    reply.rcode(fault == "SERVFAIL" ? servFail : exists ? 0 : nameError);
    const auto octets = reply.octets();
    constexpr std::size_t largestUdp = 1232;
    if (query.protocol == DnsProtocol::Udp && octets.size() > largestUdp) {
        return {{.octets = DnsReply(query.octets).set(bitTruncated).octets()}};
    }
    return {{.octets = query.protocol == DnsProtocol::Udp ? octets : framed(octets)}};
}

} // namespace

FakeDnsBehaviour zoneOf(std::vector<std::string> records)
{
    std::vector<Line> lines;
    std::transform(records.begin(), records.end(), std::back_inserter(lines), parse);
    return [lines = std::move(lines)](const FakeDnsQuery& query) { return answer(lines, query); };
}

std::string resolverOf(const FakeDns& dns)
{
    return dns.endpoint().address.toString() + ":" + std::to_string(dns.endpoint().port);
}

} // namespace mpm::test
