// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever stands in an Authentication-Results field is read within bounds, and only the name that is
// trusted counts.
#include "fuzz/demand.hpp"
#include "received/trusted_results.hpp"

#include <cstdint>

using mpm::fuzz::demand;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm;
    const std::string body(reinterpret_cast<const char*>(data), size);
    const auto read = AuthenticationResults::parse(body);
    if (read) {
        demand(!read->authservId.empty() && read->results.size() <= mostAuthResults);
        for (const auto& result : read->results) {
            demand(!result.method.empty() && !result.result.empty());
            demand(result.properties.size() <= mostAuthProperties);
        }
    }
    const auto header = ReceivedHeader::parse("Authentication-Results: mx.example.com; dkim=fail\nReceived: x\n"
                                              "Authentication-Results: " +
                                              body);
    const auto trusted = trustedResults(header, "mx.example.com");
    demand(trusted.size() == 1 && trusted[0].result == "fail");
    return 0;
}
