// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever an IMAP server sends, and however it is cut, the parser gives the same responses within
// its bounds, and a search with all that comes before and after it ends, shows no password, and sends none in the
// clear. The first octet chooses what the client does, the rest is the server's script (byte_script.hpp).
#include "check/base64.hpp"
#include "fuzz/byte_script.hpp"
#include "fuzz/demand.hpp"
#include "fuzz/retrieval_script.hpp"
#include "retrieval/imap_parser.hpp"

#include <cstdint>

using namespace mpm;
using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

namespace {

/// What the parser makes of octets that come in segments of this size; responses as they came, a fault last.
std::vector<std::string> parse(std::string_view octets, std::size_t segment)
{
    constexpr std::size_t mostLiteral = 16;
    ImapParser parser(mostLiteral);
    std::vector<std::string> all;
    for (std::size_t at = 0; at < octets.size(); at += segment) {
        parser.feed(octets.substr(at, segment));
        while (const auto result = parser.next()) {
            if (const auto* fault = std::get_if<ImapFault>(&*result)) {
                demandHarmless(fault->sentence);
                demand(fault->line.raw().size() <= 1024);
                return all; // where a line without end is noticed depends on the segments
            }
            const auto& response = std::get<ImapResponse>(*result);
            demand(response.kind == ImapResponse::Kind::Continuation || !response.name.empty());
            demand(response.line.size() <= mostImapLineOctets + longestImapLine);
            for (const auto& value : response.values) {
                demand(value.omitted == 0 || value.text.size() == mostLiteral);
            }
            all.push_back(response.line);
        }
    }
    demand(parser.pending().size() <= mostImapLineOctets + 2 * longestImapLine);
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
    fuzz::readMailbox(script, data[0], RetrievalProtocol::Imap);
    return 0;
}
