// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: whatever stands in an SPF record is read or refused with a sentence that is safe to print.
#include "check_mail_auth/spf/record.hpp"
#include "fuzz/demand.hpp"

#include <cstdint>

using mpm::fuzz::demand;
using mpm::fuzz::demandHarmless;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace mpm::checkMailAuth;
    constexpr unsigned most4 = 32;
    constexpr unsigned most6 = 128;
    const std::string text = "v=spf1 " + std::string(reinterpret_cast<const char*>(data), size);
    const auto read = parseSpf(text);
    if (const auto* fault = std::get_if<SpfFault>(&read)) {
        demandHarmless(fault->sentence);
        demand(!fault->sentence.empty());
        return 0;
    }
    for (const auto& term : std::get<SpfRecord>(read).terms) {
        demand(text.find(term.text) != std::string::npos);
        demand(term.bits4 <= most4 && term.bits6 <= most6);
        demand(term.domain.empty() || faultOfDomainSpec(term.domain).empty());
    }
    return 0;
}
