// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever comes as a message is read within bounds: its header, the way it took, its parts.
#include "fuzz/demand.hpp"
#include "received/hop_times.hpp"
#include "received/parts.hpp"

#include <cstdint>

using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm;
    const std::string message(reinterpret_cast<const char*>(data), size);
    const auto header = ReceivedHeader::parse(message);
    demand(header.end() <= size && header.fields().size() <= mostHeaderFields);
    for (const auto& field : header.fields()) {
        demand(!field.name.empty() && field.body.size() <= longestHeaderField);
        demand(field.body.find('\n') == std::string::npos && header.has(field.name));
    }
    const auto trace = traceOf(header);
    const auto hops = hopsOf(trace);
    demand(hops.size() == trace.size() && hops.size() <= mostHops);
    for (const auto& hop : hops) {
        demandHarmless(hop.from);
        demandHarmless(hop.by);
        demand(!hop.seconds || (hop.seconds->count() >= 0 && !hop.backwards));
    }
    std::size_t octets = 0;
    const auto parts = partsOfMessage(message);
    demand(parts.parts.size() <= mostMessageParts);
    for (const auto& part : parts.parts) {
        octets += part.text.size();
    }
    demand(octets <= size);
    return 0;
}
