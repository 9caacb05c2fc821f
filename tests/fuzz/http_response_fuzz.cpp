// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever a web server sends is read or refused within its bounds, and a response that is complete
// stays the same whatever comes behind it. The first octet says where the input is cut in two.
// Build with clang++ -fsanitize=fuzzer,address,undefined and the core; run as
// `http_response_fuzz tests/fuzz/http_response_corpus`.
#include "check/peer_text.hpp"
#include "http/response.hpp"

#include <cstdint>

namespace {

constexpr std::size_t longestBody = 200;

using Read = std::optional<std::variant<mpm::HttpResponse, mpm::HttpFault>>;

Read read(std::string_view octets, bool ended)
{
    auto result = mpm::readHttpResponse(octets, ended, longestBody);
    if (result && std::holds_alternative<mpm::HttpFault>(*result)) {
        const auto& sentence = std::get<mpm::HttpFault>(*result).sentence;
        if (mpm::harmless(sentence, sentence.size()) != sentence) {
            __builtin_trap();
        }
    } else if (result) {
        const auto& response = std::get<mpm::HttpResponse>(*result);
        if (response.status < 100 || response.status > 599 || response.body.size() > longestBody) {
            __builtin_trap();
        }
    }
    return result;
}

const mpm::HttpResponse* responseIn(const Read& result)
{
    return result ? std::get_if<mpm::HttpResponse>(&*result) : nullptr;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto begun = read(input.substr(0, size * data[0] / 255), false);
    const auto going = read(input, false);
    const auto ended = read(input, true);
    if (!ended) {
        __builtin_trap(); // at the end there is a response or a fault
    }
    if (const auto* complete = responseIn(begun)) {
        const auto* later = responseIn(going);
        if (later == nullptr || later->body != complete->body || later->status != complete->status) {
            __builtin_trap();
        }
    }
    return 0;
}
