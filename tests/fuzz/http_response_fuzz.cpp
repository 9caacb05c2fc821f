// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever a web server sends is read or refused within its bounds, and a response that is complete
// stays the same whatever comes behind it. The first octet says where the input is cut in two.
#include "fuzz/demand.hpp"
#include "http/response.hpp"

#include <cstdint>

using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

namespace {

constexpr std::size_t longestBody = 200;

using Read = std::optional<std::variant<mpm::HttpResponse, mpm::HttpFault>>;

Read read(std::string_view octets, bool ended)
{
    auto result = mpm::readHttpResponse(octets, ended, longestBody);
    if (result && std::holds_alternative<mpm::HttpFault>(*result)) {
        demandHarmless(std::get<mpm::HttpFault>(*result).sentence);
    } else if (result) {
        const auto& response = std::get<mpm::HttpResponse>(*result);
        demand(response.status >= 100 && response.status <= 599 && response.body.size() <= longestBody);
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
    demand(ended.has_value()); // at the end there is a response or a fault
    if (const auto* complete = responseIn(begun)) {
        const auto* later = responseIn(going);
        demand(later && later->body == complete->body && later->status == complete->status);
    }
    return 0;
}
