// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_zone.hpp"

#include "check/ascii.hpp"
#include "dns/record.hpp"
#include "support/dns_reply.hpp"

#include <algorithm>

namespace mpm::test {
namespace {

struct Question {
    std::string name; ///< "example.com." in lower case
    std::string type; ///< "MX"
};

Question questionOf(const std::string& query)
{
    Question question;
    std::size_t at = 12;
    while (query.at(at) != '\0') {
        const auto length = static_cast<std::size_t>(query[at]);
        question.name += toLower(query.substr(at + 1, length)) + ".";
        at += length + 1;
    }
    const auto number =
        static_cast<unsigned char>(query.at(at + 1)) * 256U + static_cast<unsigned char>(query.at(at + 2));
    question.type = mpm::toString(static_cast<RecordType>(number));
    return question;
}

/// Owner, TTL, class, type and value of a record's text.
std::vector<std::string> partsOf(const std::string& record)
{
    auto parts = split(record, ' ');
    std::erase(parts, "");
    return parts;
}

bool holds(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

} // namespace

FakeDnsBehaviour resolverOf(FakeZone zone)
{
    return [zone = std::move(zone)](const FakeDnsQuery& query) {
        DnsReply reply(query.octets);
        auto [name, type] = questionOf(query.octets);
        bool known = false;
        const auto asked = name.substr(0, name.size() - 1) + " " + type;
        for (bool more = true; more;) {
            more = false;
            for (const auto& record : zone.records) {
                const auto parts = partsOf(record);
                known = known || toLower(parts.at(0)) == name;
                if (toLower(parts.at(0)) == name && (parts.at(3) == type || parts.at(3) == "CNAME")) {
                    reply.answer(record);
                    more = parts.at(3) == "CNAME" && type != "CNAME";
                    name = more ? toLower(parts.at(4)) : name;
                }
                if (more) {
                    break;
                }
            }
        }
        if (holds(zone.dropped, asked)) {
            return std::vector<FakeDnsPacket>{};
        }
        reply.rcode(holds(zone.servfail, asked) ? zone.failure : known ? 0 : 3);
        if (zone.secured) {
            reply.set(bitAuthenticData);
        }
        if (query.edns) {
            reply.edns();
        }
        const auto octets = reply.octets();
        return std::vector<FakeDnsPacket>{{.octets = query.protocol == DnsProtocol::Udp ? octets : framed(octets)}};
    };
}

std::string resolverOption(const FakeDns& dns)
{
    return dns.endpoint().address.toString() + ":" + std::to_string(dns.endpoint().port);
}

} // namespace mpm::test
