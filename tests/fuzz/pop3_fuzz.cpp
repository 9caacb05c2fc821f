// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever a POP3 server sends, and however it is cut, the parser gives the same replies within its
// bounds, and a search with all that comes before and after it ends, shows no password, and sends none in the clear.
// The first octet chooses what the client does, the rest is the server's script (byte_script.hpp).
#include "fuzz/retrieval_script.hpp"
#include "retrieval/pop3_parser.hpp"

#include <cstdint>

using namespace mpm;
using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

namespace {

std::vector<std::string> parse(std::string_view octets, std::size_t segment)
{
    constexpr std::size_t most = 100;
    Pop3Parser parser;
    parser.expect(Pop3Parser::Form::Lines, most);
    std::vector<std::string> all;
    for (std::size_t at = 0; at < octets.size(); at += segment) {
        parser.feed(octets.substr(at, segment));
        while (const auto result = parser.next()) {
            if (const auto* fault = std::get_if<Pop3Fault>(&*result)) {
                demandHarmless(fault->sentence);
                demand(fault->line.raw().size() <= 1024);
                return all; // where a line without end is noticed depends on the segments
            }
            const auto& reply = std::get<Pop3Reply>(*result);
            demand(reply.lines.size() <= most && (reply.omitted == 0 || reply.lines.size() == most));
            all.push_back(reply.text.raw() + "\n" + reply.lines + std::to_string(reply.omitted));
        }
    }
    demand(parser.pending().size() <= longestPop3Line);
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1) {
        return 0;
    }
    const std::string_view script(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto whole = parse(script, std::max<std::size_t>(script.size(), 1));
    demand(parse(script, 1) == whole);
    fuzz::readMailbox(script, data[0], RetrievalProtocol::Pop3);
    return 0;
}
