// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever comes behind the right id and the right question is read or refused, and
// what was read can be judged and shown.
#include "dns/answer.hpp"
#include "dns/wire.hpp"
#include "fuzz/demand.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm;
    static const DnsQuery query{{DnsName::parse("example.com"), RecordType::Mx}, 1, {}, EdnsChoice::None, true};
    static const std::string asked = writeQuery(query);
    constexpr std::size_t flagsAndCounts = 8; // the question count among them is put right
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    if (size < flagsAndCounts || size > 65000) {
        return 0;
    }
    std::string octets = asked.substr(0, 2);
    octets += static_cast<char>(input[0] | '\x80'); // an answer
    octets += input[1];
    octets += std::string("\0\x01", 2);
    octets += input.substr(2, 6);
    octets += asked.substr(headerSize);
    octets += input.substr(flagsAndCounts);
    RecordRoom room;
    auto result = readAnswer(query, octets, room);
    if (auto* message = std::get_if<DnsMessage>(&result)) {
        const auto answer = answerFrom(query.question, std::move(*message), {*IpAddress::parse("192.0.2.53"), 53});
        for (const auto* section : {&answer.message.answer, &answer.message.authority, &answer.message.additional}) {
            for (const auto& record : *section) {
                fuzz::demandHarmless(record.toString());
            }
        }
        fuzz::demandHarmless(answer.detail);
    }
    return 0;
}
