// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/render_text.hpp"
#include "dns/wire.hpp"
#include "unit/plugins/check_dns_delegation/seen.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a hostile server may answer, judged and shown: for the fuzzer and for the tests.
namespace mpm::test {

/// The questions whose answers are judged; the last one is the parent's.
inline const std::array hostileTypes{RecordType::Soa, RecordType::Ns,      RecordType::Dnskey, RecordType::A,
                                     RecordType::Cds, RecordType::Cdnskey, RecordType::Ds,     RecordType::Ns};

/// The octets behind the id and the question, put together as an answer to it. `input` begins with two octets of
/// flags and six of counts.
inline std::string answerOf(const DnsQuery& query, std::string_view input)
{
    constexpr std::size_t flagsAndCounts = 8;
    const auto asked = writeQuery(query);
    std::string octets = asked.substr(0, 2);
    octets += static_cast<char>(input[0] | '\x80');
    octets += input[1];
    octets += std::string("\0\x01", 2);
    octets += input.substr(2, 6);
    octets += asked.substr(headerSize, nameEnd(asked, headerSize) + 4 - headerSize);
    return octets + std::string(input.substr(flagsAndCounts));
}

/// A run in which one server answers `which` of the questions with this; nothing when it can't be read.
inline std::optional<Report> reportOnHostile(std::size_t which, std::string_view input)
{
    if (input.size() < 8 || input.size() > 65000) {
        return std::nullopt;
    }
    static const auto absent = DnsName::parse("_no-such-name-for-monitoring.example.com");
    const auto type = hostileTypes.at(which % hostileTypes.size());
    const DnsQuestion question{type == RecordType::A ? absent : zoneSeen, type};
    const DnsQuery query{question, 1, {}, EdnsChoice::DnssecOk, false};
    auto result = readAnswer(query, answerOf(query, input));
    auto* message = std::get_if<DnsMessage>(&result);
    if (message == nullptr) {
        return std::nullopt;
    }
    auto seen = healthy();
    const bool atParent = which % hostileTypes.size() == hostileTypes.size() - 1;
    const auto server = atParent ? seen.walk.steps[0].answers[0].server : Endpoint{firstAddress, 53};
    const auto answer = answerFrom(question, std::move(*message), server);
    if (atParent) {
        seen.walk.steps[0].answers[0] = readParentAnswer(answer, seen.walk.zone);
    } else if (type == RecordType::Ds) {
        seen.parentDs = {answer};
    } else {
        auto& answers = seen.addresses[0].answers;
        const std::map<RecordType, Topic> topics{
            {RecordType::Soa, Topic::Soa},  {RecordType::Ns, Topic::Ns},   {RecordType::Dnskey, Topic::Dnskey},
            {RecordType::A, Topic::Denial}, {RecordType::Cds, Topic::Cds}, {RecordType::Cdnskey, Topic::Cdnskey}};
        answers[topics.at(type)] = answer;
    }
    auto report = checkDnsDelegation::judge(seen, {});
    report.service = "DNS DELEGATION";
    return report;
}

/// The text of that report; empty without one.
inline std::string judgeHostile(std::size_t which, std::string_view input)
{
    const auto report = reportOnHostile(which, input);
    return report ? renderText(*report, 3) : "";
}

/// Answers with everything in them that is read, each under the question it may come to.
inline std::vector<std::string> honestHostileInputs()
{
    const std::string signedBy =
        " 13 2 300 20300101000000 20200101000000 55648 example.com. "
        "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==";
    std::vector<std::string> inputs;
    for (const auto type : hostileTypes) {
        const DnsQuery query{{zoneSeen, type}, 1, {}, EdnsChoice::DnssecOk, false};
        DnsReply reply(writeQuery(query));
        reply.set(bitAuthoritative).clear(bitRecursionAvailable);
        reply.answer("example.com. 300 IN SOA ns1.example.com. h.example.com. 7 7200 900 1209600 300")
            .answer("example.com. 300 IN NS ns1.example.com.")
            .answer("example.com. 300 IN CNAME www.example.net.")
            .answer("example.com. 300 IN DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edb"
                    "krSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==")
            .answer("example.com. 300 IN DS 55648 13 2 "
                    "b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17")
            .answer("example.com. 300 IN CDS 0 0 0 00")
            .answer("example.com. 300 IN RRSIG SOA" + signedBy)
            .answer("example.com. 300 IN RRSIG DNSKEY" + signedBy)
            .authority("example.com. 300 IN NS ns1.example.com.")
            .authority("example.com. 300 IN NSEC a.example.com. NS SOA RRSIG NSEC DNSKEY")
            .authority("a.example.com. 300 IN RRSIG NSEC" + signedBy)
            .authority("2t7b4g4vsa5smi47k61mv5bv1a22bojr.example.com. 300 IN NSEC3 1 1 12 aabbccdd "
                       "2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG")
            .additional("ns1.example.com. 300 IN A 20.0.0.1")
            .edns();
        const auto octets = reply.octets();
        inputs.push_back(octets.substr(2, 2) + octets.substr(6, 6) + octets.substr(nameEnd(octets, headerSize) + 4));
    }
    return inputs;
}

} // namespace mpm::test
