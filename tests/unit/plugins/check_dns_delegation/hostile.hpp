// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/render_text.hpp"
#include "dns/wire.hpp"
#include "unit/plugins/check_dns_delegation/seen.hpp"

#include <array>
#include <string>
#include <string_view>

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

/// A run in which one server answers `which` of the questions with this; the text of its report, empty when
/// nothing could be read.
inline std::string judgeHostile(std::size_t which, std::string_view input)
{
    if (input.size() < 8 || input.size() > 65000) {
        return "";
    }
    static const auto absent = DnsName::parse("_no-such-name-for-monitoring.example.com");
    const auto type = hostileTypes.at(which % hostileTypes.size());
    const DnsQuestion question{type == RecordType::A ? absent : zoneSeen, type};
    const DnsQuery query{question, 1, {}, EdnsChoice::DnssecOk, false};
    auto result = readAnswer(query, answerOf(query, input));
    auto* message = std::get_if<DnsMessage>(&result);
    if (message == nullptr) {
        return "";
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
    return renderText(report, 3);
}

} // namespace mpm::test
